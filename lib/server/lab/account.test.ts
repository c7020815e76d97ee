import { describe, expect, test } from 'vitest';
import { Account, Line } from './account';

/** A program and the clock it is run by. */
class Machine {
  now = 0;
  readonly line = new Line();
  open(): Account {
    return new Account(() => this.now, this.line);
  }
  /** One turn of its own, and the pause behind it; `undefined` where it goes on at once. */
  turn(account: Account, ms: number, interrupted = false): number | undefined | 'broke' {
    this.now += ms;
    const { pauseMs, isBroke } = account.spend({ elapsed: ms, worked: ms }, { own: true, interrupted });
    return isBroke ? 'broke' : pauseMs;
  }
}

test('who is interrupted again and again waits longer each time, and is stopped when the burst is used up', () => {
  const machine = new Machine();
  const lab = machine.open();
  const pauses: unknown[] = [];
  for (let last: unknown; last !== 'broke'; ) {
    last = machine.turn(lab, 100, true);
    pauses.push(last);
    if (typeof last === 'number') machine.now += last;
  }
  expect(pauses.slice(0, 7)).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
  // A burst is 3 s, of which 25 ms come back with each turn of 100 ms, and nothing in a pause.
  expect(pauses.length).toBe(40);
  expect(pauses.at(-1)).toBe('broke');
});

test('of ten minutes, forty labs that loop without end have a twentieth after their first turns', () => {
  const machine = new Machine();
  const labs = Array.from({ length: 40 }, () => ({ account: machine.open(), next: 0 }));
  let turns = 0;
  // Their first ones come all at once.
  for (const lab of labs) lab.next = machine.now + Number(machine.turn(lab.account, 100, true));
  const began = machine.now;
  while (machine.now < began + 600_000) {
    const due = labs.filter(({ next }) => next <= machine.now);
    for (const lab of due) {
      lab.next = machine.now + Number(machine.turn(lab.account, 100, true));
      turns += 1;
    }
    if (due.length === 0) machine.now += 10;
  }
  expect([turns > 0, (turns * 100) / 600_000 <= 0.055]).toEqual([true, true]);
});

test('half a minute without an interruption, and the first pause is short again', () => {
  const machine = new Machine();
  const lab = machine.open();
  expect(machine.turn(lab, 100, true)).toBe(500);
  machine.now += 500;
  expect(machine.turn(lab, 100, true)).toBe(1000);
  machine.now += 1000 + 31_000;
  expect(machine.turn(lab, 100, true)).toBe(500);
});

describe('turns that are not interrupted', () => {
  test('are not slowed where they are short and there is time between them', () => {
    const machine = new Machine();
    const lab = machine.open();
    const pauses = Array.from({ length: 1000 }, () => {
      machine.now += 20;
      return machine.turn(lab, 4);
    });
    expect(new Set(pauses)).toEqual(new Set([undefined]));
  });

  test('let everybody else in after 10 ms of them in a row', () => {
    const machine = new Machine();
    const lab = machine.open();
    expect(Array.from({ length: 8 }, () => machine.turn(lab, 3))).toEqual([
      ...[undefined, undefined, undefined, 0],
      ...[undefined, undefined, undefined, 0],
    ]);
  });

  test('are paced to a tenth where they are long and half of the burst is gone', () => {
    const machine = new Machine();
    const lab = machine.open();
    const pauses = Array.from({ length: 30 }, () => machine.turn(lab, 80));
    // 80 ms are gone with the first and 60 with each of the others: of 3000 more than half after the 25th.
    expect(pauses.indexOf(720)).toBe(24);
    expect(new Set(pauses.slice(0, 24))).toEqual(new Set([0]));
  });

  test('slow a program that its clients ask a lot of, and never stop it', () => {
    const machine = new Machine();
    const lab = machine.open();
    const bills = Array.from({ length: 5000 }, () => {
      machine.now += 8;
      return lab.spend({ elapsed: 8, worked: 8 }, { own: false, interrupted: false });
    });
    expect(bills.some(({ isBroke }) => isBroke)).toBe(false);
    // What it does by itself now and then, its pings for instance, is paid from the other half of the burst.
    expect(machine.turn(lab, 1)).not.toBe('broke');
    machine.now += 20;
    expect(lab.spend({ elapsed: 20, worked: 20 }, { own: false, interrupted: false }).pauseMs).toBe(180);
  });

  test('cost nothing where a client asked for them and they are shorter than 2 ms', () => {
    const machine = new Machine();
    const lab = machine.open();
    for (let n = 0; n < 5000; n++) {
      machine.now += 1;
      lab.spend({ elapsed: 1, worked: 1 }, { own: false, interrupted: false });
    }
    expect(machine.turn(lab, 80)).toBe(0); // not paced
  });
});

describe('another run of the program', () => {
  test('begins at once after a run that was well-behaved', () => {
    const machine = new Machine();
    const lab = machine.open();
    machine.turn(lab, 80);
    expect(lab.beginRun()).toBe(0);
  });

  test('waits for the pause of the one before, but no longer than 2 s', () => {
    const machine = new Machine();
    const lab = machine.open();
    machine.turn(lab, 100, true);
    machine.now += 200;
    expect(lab.beginRun()).toBe(300);
    for (const pause of [1000, 2000, 4000]) {
      expect(machine.turn(lab, 100, true)).toBe(pause);
      machine.now += pause;
    }
    machine.turn(lab, 100, true);
    expect(lab.beginRun()).toBe(2000);
  });

  test('has a second of the processor, also where the one before had none left', () => {
    const machine = new Machine();
    const lab = machine.open();
    let last: unknown;
    while (last !== 'broke') last = machine.turn(lab, 5);
    lab.beginRun();
    expect(machine.turn(lab, 5)).not.toBe('broke');
  });
});
