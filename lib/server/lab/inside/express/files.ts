import { readFile } from 'lab-files';
import { extname, resolve } from '../path';

/** The program's own files, which are all the files there are. */

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  htm: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  text: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  svg: 'image/svg+xml',
  xml: 'application/xml',
};

export function fileText(path: string): string | undefined {
  return readFile(resolve('/', path).slice(1));
}

/** By the end of a name, or the end alone. */
export function mediaType(name: string): string {
  return TYPES[(extname(name) || name).replace(/^\./, '').toLowerCase()] ?? 'application/octet-stream';
}
