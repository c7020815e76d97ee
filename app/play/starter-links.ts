import { STARTERS } from '@/lib/lessons/play/starters';

/** The starters with their addresses. */
export const STARTER_LINKS = STARTERS.map(({ slug, title, says, cast }) => ({
  href: `/play/${slug}`,
  title,
  says,
  cast,
}));
