/** Milliseconds between two times that a listener is told. */
export const CALM_MS = 250;

type Subscribe = (listener: () => void) => () => void;

/**
 * The same news, less often: for what may lag behind the rows. Each listener is told in a turn of its own, so that what
 * is drawn for it does not add up with anything else to one long task, and it is always told of the last change.
 */
export function calmly(subscribe: Subscribe): Subscribe {
  return (listener) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let toldAt = Number.NEGATIVE_INFINITY;
    const tell = () => {
      timer = undefined;
      toldAt = performance.now();
      listener();
    };
    const leave = subscribe(() => {
      timer ??= setTimeout(tell, Math.max(0, toldAt + CALM_MS - performance.now()));
    });
    return () => {
      leave();
      clearTimeout(timer);
    };
  };
}
