/**
 * A number as it is read, its digits by threes: `999`, `12,000`, `-1,048,576`, `1,000.5`. The platform's own way to say so
 * takes 20 ms when it is first asked, in the middle of drawing.
 */
export function grouped(value: number): string {
  const [whole = '', ...fraction] = String(value).split('.');
  return [whole.replace(/\B(?=(?:\d{3})+$)/g, ','), ...fraction].join('.');
}
