import { CONTENTS } from '@/lib/lessons/contents';
import { STARTERS } from '@/lib/lessons/play/starters';
import type { Action, Offer } from '@/lib/state/actions';
import { lessonPath } from '@/lib/state/outline';
import { allowLetters, shortcutStore, showKeySheet } from '@/lib/state/shortcuts';
import { chooseTheme, THEME_CHOICES } from '@/lib/state/theme';

const THEMES = { system: 'Look as the system does', dark: 'Look dark', light: 'Look light' } as const;

const DOORS = [
  ['/learn', 'Learn: all lessons'],
  ['/play', 'Play: the free lab'],
  ['/inspect', 'Inspect: your own traffic'],
] as const;

/** What can be done on every page. */
export function siteActions(go: (path: string) => void): Offer {
  const to = (group: string, path: string, title: string, words = ''): Action => ({
    id: `go ${path}`,
    group,
    title,
    words,
    run: () => go(path),
  });
  return () => [
    {
      id: 'keys',
      group: 'This page',
      title: 'Show the keys',
      words: 'keyboard shortcuts help',
      run: () => showKeySheet(true),
    },
    {
      id: 'letters',
      group: 'This page',
      title: shortcutStore.getState().letters ? 'Turn single letters off' : 'Turn single letters on',
      words: 'keyboard shortcuts accessibility dictate',
      run: () => allowLetters(!shortcutStore.getState().letters),
    },
    ...THEME_CHOICES.map(
      (choice): Action => ({
        id: `theme ${choice}`,
        group: 'This page',
        title: THEMES[choice],
        words: 'theme colours mode',
        run: () => chooseTheme(choice),
      }),
    ),
    ...DOORS.map(([path, title]) => to('Go to', path, title)),
    ...CONTENTS.flatMap(({ title: chapter, lessons }) =>
      lessons.map((lesson) =>
        to('Lessons', `/learn/${lessonPath(lesson)}`, lesson.title, `lesson learn ${chapter}`),
      ),
    ),
    ...STARTERS.map(({ slug, title, says }) =>
      to('Programs to begin with', `/play/${slug}`, title, `play starter program ${says}`),
    ),
  ];
}
