import type { OutputStream } from '../context.ts'

/** Writes a document for programs, indented so that people can read it too. */
export function writeJson(stdout: OutputStream, document: unknown): void {
  stdout.write(`${JSON.stringify(document, undefined, 2)}\n`)
}
