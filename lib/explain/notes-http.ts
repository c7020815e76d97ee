import type { FieldNote } from './about';

export const HTTP_NOTES: { readonly [key: string]: FieldNote } = {};
