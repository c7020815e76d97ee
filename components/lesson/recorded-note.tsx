interface RecordedNoteProps {
  /** Of the step whose solution is played. */
  readonly title: string;
}

/** Says that nothing here is happening now. */
export function RecordedNote({ title }: RecordedNoteProps) {
  return (
    <p
      role="status"
      data-slot="recorded"
      className="border-b border-warn bg-warn/10 px-4 py-2 text-[13px] text-pretty"
    >
      <b className="font-semibold text-warn">This is a recording.</b> No lab can be reached, so you see what a
      real browser and a real server said to each other earlier, in the solution of “{title}”. Your own
      changes and faults do not act on it. Run asks for a lab again, or plays it once more.
    </p>
  );
}
