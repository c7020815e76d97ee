import type { KeepForm } from '@/components/keep/export-popover';
import { ladderDrawing } from '@/components/ladder/drawing';
import { shownIn } from '@/components/ui/shown';
import { type Colours, coloursBy, ladderSvg } from '@/lib/export/ladder-svg';
import { redact } from '@/lib/export/redact';
import { fileName, written } from '@/lib/export/written';
import type { EntryNumber } from '@/lib/session/entry';
import { timelineFrom } from '@/lib/session/fold';
import type { Recording } from '@/lib/state/recording';

interface Kept {
  readonly recording: Recording;
  readonly form: KeepForm;
  readonly redacted: boolean;
  /** Of a picture or a diagram: which run, and what the filter leaves out. */
  readonly run: number;
  readonly hidden?: (n: EntryNumber) => boolean;
  /** Namespaces have lanes of their own. */
  readonly unfolded: boolean;
}

/** Keeps what was recorded as a file of the reader's, and tells its name. */
export async function keepRecording({ recording, form, redacted, ...about }: Kept): Promise<string> {
  const capture = recording.capture();
  if (form !== 'svg' && form !== 'png') {
    const { name, type, text } = written(form, capture, redacted, {
      shown: ({ entries }) => shownIn(entries, about.run, false, about.hidden),
      unfolded: about.unfolded,
    });
    return keepFile(name, new Blob([text], { type }));
  }
  const { records } = redacted ? redact(capture) : capture;
  const drawing = ladderDrawing(timelineFrom(records), {
    ...about,
    width: WIDTH,
    title: 'Ladder of what crossed the wire',
    ...(form === 'png' && { most: PNG_ROWS }),
  });
  const svg = new Blob([ladderSvg(drawing, themeColours())], { type: 'image/svg+xml' });
  if (form === 'svg') return keepFile(`${fileName(capture)}.svg`, svg);
  return keepFile(`${fileName(capture)}.png`, await pixelsOf(svg, drawing.width, drawing.height));
}

const WIDTH = 1000;
/** A picture of pixels ends where browsers draw no further. */
export const PNG_ROWS = 200;
/** Longest edge that every browser draws. */
const MOST_PIXELS = 16_384;

async function pixelsOf(svg: Blob, width: number, height: number): Promise<Blob> {
  const url = URL.createObjectURL(svg);
  try {
    const image = new Image(width, height);
    image.src = url;
    await image.decode();
    const scale = Math.min(2, MOST_PIXELS / height);
    const canvas = document.createElement('canvas');
    canvas.width = width * scale;
    canvas.height = height * scale;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob) resolve(blob);
        else reject(new Error(`This browser draws no picture of ${canvas.width} × ${canvas.height}.`));
      }, 'image/png');
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Those of the theme that is on the screen. */
function themeColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  return coloursBy((name) => style.getPropertyValue(`--${name}`).trim());
}

function keepFile(name: string, content: Blob): string {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The download has its own hold on the data by the next turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
  return name;
}
