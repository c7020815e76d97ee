interface CrumbProps {
  readonly chapter: string;
  readonly title: string;
  /** The lesson's place in the whole course, from 1. */
  readonly number?: number;
}

export function Crumb({ chapter, title, number }: CrumbProps) {
  return (
    <>
      {chapter} /{' '}
      <b className="font-medium text-ink">{number === undefined ? title : `${number} · ${title}`}</b>
    </>
  );
}
