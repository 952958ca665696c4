/**
 * What `work` gives, and how often others could have had their turn meanwhile; 0 where it was done at one stretch. Work
 * gives way by the clock: how often depends on the machine, that it does does not, where it takes some ten stretches here.
 */
export async function turnsDuring<T>(work: () => T | Promise<T>): Promise<{ found: T; turns: number }> {
  let turns = 0;
  let isOn = true;
  const turn = (): void => {
    turns++;
    if (isOn) setImmediate(turn);
  };
  setImmediate(turn);
  try {
    return { found: await work(), turns };
  } finally {
    isOn = false;
  }
}
