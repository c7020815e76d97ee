/** `structuredClone`, for what a program of a lab may hold. */
export function structuredClone<T>(value: T): T {
  return clone(value, new Map()) as T;
}

function clone(value: unknown, known: Map<object, unknown>): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') throw uncloneable(value);
  if (typeof value !== 'object' || value === null) return value;
  if (known.has(value)) return known.get(value);
  const keep = <T extends object>(copy: T): T => {
    known.set(value, copy);
    return copy;
  };
  if (value instanceof Date) return keep(new Date(value));
  if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags));
  if (value instanceof Number || value instanceof String || value instanceof Boolean)
    return keep(Object(value.valueOf()));
  if (value instanceof ArrayBuffer) return keep(value.slice(0));
  if (ArrayBuffer.isView(value)) {
    const buffer = clone(value.buffer, known) as ArrayBuffer;
    if (value instanceof DataView) return keep(new DataView(buffer, value.byteOffset, value.byteLength));
    const name =
      Object.getPrototypeOf(Uint8Array.prototype)[Symbol.toStringTag] ??
      (value as Uint8Array)[Symbol.toStringTag];
    const TypedArray = Reflect.get(globalThis, String((value as Uint8Array)[Symbol.toStringTag] ?? name));
    return keep(new TypedArray(buffer, value.byteOffset, (value as Uint8Array).length));
  }
  if (value instanceof Map) {
    const copy = keep(new Map());
    for (const [key, item] of value) copy.set(clone(key, known), clone(item, known));
    return copy;
  }
  if (value instanceof Set) {
    const copy = keep(new Set());
    for (const item of value) copy.add(clone(item, known));
    return copy;
  }
  if (value instanceof Error) {
    const copy = keep(Object.assign(Object.create(Object.getPrototypeOf(value)), {}));
    for (const key of ['name', 'message', 'stack', 'cause']) {
      if (Object.hasOwn(value, key)) {
        Object.defineProperty(copy, key, {
          value: clone(Reflect.get(value, key), known),
          configurable: true,
          writable: true,
        });
      }
    }
    return copy;
  }
  if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet)
    throw uncloneable(value);
  const copy: Record<string, unknown> | unknown[] = keep(Array.isArray(value) ? new Array(value.length) : {});
  for (const key of Object.keys(value)) Reflect.set(copy, key, clone(Reflect.get(value, key), known));
  return copy;
}

function uncloneable(value: unknown): Error {
  return Object.assign(new Error(`${String(value)} could not be cloned.`), {
    name: 'DataCloneError',
    code: 25,
  });
}
