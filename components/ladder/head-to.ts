/** An arrow's head. From the tip: back along one side, to the tip again, back along the other. */
export function headTo(way: 'left' | 'right'): string {
  const back = way === 'right' ? -7 : 7;
  return `l${back} -4m${-back} 4l${back} 4`;
}
