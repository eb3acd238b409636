import { unicodeEscape } from '../../base/unicode-escape.ts'
import type { OutputStream } from '../context.ts'
import { prettyJson } from './pretty-json.ts'

/** Writes a document for programs. */
export function writeJson(stdout: OutputStream, document: unknown): void {
  stdout.write(`${prettyJson(document).replace(HIDDEN, unicodeEscape)}\n`)
}

/** What steers a terminal or hides what stands beside it, and that JSON lets stand in a text. */
const HIDDEN = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g
