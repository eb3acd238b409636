import type { OutputStream } from '../context.ts'
import { prettyJson } from './pretty-json.ts'

/** Writes a document for programs. */
export function writeJson(stdout: OutputStream, document: unknown): void {
  stdout.write(`${prettyJson(document)}\n`)
}
