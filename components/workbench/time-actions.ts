import { zoomed, zoomText } from '@/components/ladder/zoom';
import type { Action } from '@/lib/state/actions';
import { markBeside, SPEEDS } from '@/lib/state/time';
import type { Workbench } from '@/lib/state/workbench-context';

/** What can be done with the moment that is shown, and with the scale of time. */
export function timeActions({ store, recording }: Workbench): Action[] {
  const { entry, playing, marks, mark, goTo, play, setSpeed, zoom, zoomTo } = store.getState();
  const { entries } = recording.timeline();
  const run = entries.at(-1)?.run;
  const first = entries.find((one) => one.run === run)?.n;
  const action = (id: string, title: string, does: () => void, words = ''): Action => ({
    id,
    group: 'Time',
    title,
    words,
    run: does,
  });
  const [before, after] = [markBeside(marks, entry, '['), markBeside(marks, entry, ']')];
  return [
    action(
      'play',
      playing
        ? 'Stop playing'
        : entry === undefined
          ? 'Play from the beginning'
          : `Play from entry #${entry}`,
      () => {
        if (entry === undefined && first !== undefined) goTo(first);
        play(!playing);
      },
      'time back replay',
    ),
    ...SPEEDS.map((speed) =>
      action(`speed ${speed}`, `Play at ${speed}×`, () => setSpeed(speed), 'speed slow fast'),
    ),
    ...(entry === undefined
      ? []
      : [
          action(
            'mark',
            marks.includes(entry) ? `Take the mark away from entry #${entry}` : `Mark entry #${entry}`,
            () => mark(entry),
            'flag bookmark',
          ),
        ]),
    ...(before === undefined ? [] : [action('mark before', 'Go to the mark before', () => goTo(before))]),
    ...(after === undefined ? [] : [action('mark after', 'Go to the mark after', () => goTo(after))]),
    ...(['in', 'out'] as const).flatMap((way) => {
      const to = zoomed(zoom, way);
      return to === zoom
        ? []
        : [
            action(
              `zoom ${way}`,
              `Zoom ${way}: 100 pixels are ${zoomText(to)}`,
              () => zoomTo(to),
              'scale time',
            ),
          ];
    }),
    ...(zoom === undefined ? [] : [action('zoom even', 'Even rows', () => zoomTo(undefined), 'zoom scale')]),
  ];
}
