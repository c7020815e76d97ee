import type { FieldNote } from './about';

export const WS_NOTES: { readonly [key: string]: FieldNote } = {};
