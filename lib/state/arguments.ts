import { jsonFault } from '@/lib/dissect/json-fault';

/** Arguments as they are typed: JSON values with commas between them, as in a call. */
export type Arguments =
  | { readonly ok: true /** A JSON array. */; readonly json: string }
  /** `at` counts UTF-16 units from 0; it is the length of the text where something is missing at its end. */
  | { readonly ok: false; readonly at: number; readonly message: string };

export function readArguments(text: string): Arguments {
  if (text.trim() === '') return { ok: true, json: '[]' };
  const json = `[${text}]`;
  const fault = jsonFault(json);
  if (fault === undefined) return { ok: true, json };
  const at = Math.min(Math.max(earlyEnd(json, fault) - 1, 0), text.length);
  return { ok: false, at, message: messageOf(text, at) };
}

/** A bracket too many ends the list before its time: the fault is there, not at what comes after it. */
function earlyEnd(json: string, fault: number): number {
  const before = json.slice(0, fault).trimEnd();
  return before.endsWith(']') && jsonFault(before) === undefined ? before.length - 1 : fault;
}

function messageOf(text: string, at: number): string {
  const char = text.charAt(at);
  if (at >= text.length) return 'Something is missing at the end.';
  if (char === "'" || char === '`') return 'JSON has its texts in double quotes: "hello".';
  if (/[\p{L}_$]/u.test(char))
    return 'A word needs double quotes: "hello". Only true, false and null go without.';
  if (char === ',') return 'A value is missing before this comma.';
  return `“${char}” cannot stand here.`;
}
