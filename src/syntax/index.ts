export type * from './ast.ts'
export { parse } from './parse.ts'
export { type Tokens, tokenize } from './tokenize.ts'
