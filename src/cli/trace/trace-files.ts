import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { compareBytes } from '../../base/byte-order.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { decodeRecord } from '../../trace/index.ts'
import type { Context } from '../context.ts'
import { codeOf, REASONS, readProblem } from '../io/file-errors.ts'
import type { Problem } from '../problem.ts'
import { byteLines } from './byte-lines.ts'
import { tracePaths } from './trace-paths.ts'
import { unpacked } from './unpacked.ts'

/** A file of a trace, or standard input. */
export interface TraceFile {
  /** As it was named. */
  readonly name: string
  /** Its bytes, from the beginning, unpacked where they were packed. */
  readonly chunks: () => AsyncIterable<Uint8Array>
  /**
   * Why it could not be read to its end: one sentence without its subject. Undefined as long as
   * nothing of that kind was met.
   */
  readonly breakage: () => string | undefined
}

/**
 * The files that the paths name, in the order of the times at which they begin; `-` is standard
 * input. See {@link tracePaths} for directories and patterns.
 */
export async function traceFiles(
  paths: readonly string[],
  context: Pick<Context, 'cwd' | 'stdin'>,
): Promise<Result<readonly TraceFile[], Problem>> {
  const named = await tracePaths(paths, context)
  if (!named.ok) return named
  const files: Dated[] = []
  for (const path of named.value) {
    const file = await traceFile(path, context)
    if (!file.ok) return file
    files.push(file.value)
  }
  return ok(files.sort((a, b) => compareBytes(a.begins, b.begins)).map(({ file }) => file))
}

interface Dated {
  readonly file: TraceFile
  /** RFC 3339 in UTC; empty where nobody knows. */
  readonly begins: string
}

async function traceFile(
  path: string,
  { cwd, stdin }: Pick<Context, 'cwd' | 'stdin'>,
): Promise<Result<Dated, Problem>> {
  if (path === '-') return ok({ file: guarded(path, () => bytesOf(stdin)), begins: '' })
  const place = resolve(cwd, path)
  const file = guarded(path, () => createReadStream(place, { highWaterMark: CHUNK_BYTES }))
  try {
    // What comes through a pipe can be read once.
    if (!(await stat(place)).isFile()) return ok({ file, begins: '' })
    await (await open(place)).close()
    return ok({ file, begins: await beginningOf(guarded(path, () => createReadStream(place))) })
  } catch (error) {
    return err(await readProblem(error, path, place))
  }
}

const CHUNK_BYTES = 1024 * 1024

/** When the first record of a file was written. */
async function beginningOf({ chunks }: TraceFile): Promise<string> {
  for await (const { bytes } of byteLines(chunks())) {
    const decoded = decodeRecord(bytes.toString().replace(/^\ufeff/, ''))
    return decoded.ok && 'at' in decoded.value ? decoded.value.at : ''
  }
  return ''
}

function guarded(name: string, open: () => AsyncIterable<Uint8Array>): TraceFile {
  let broken: string | undefined
  return {
    name,
    breakage: () => broken,
    async *chunks() {
      try {
        yield* unpackedIfPacked(open())
      } catch (error) {
        broken = breakageOf(codeOf(error))
      }
    },
  }
}

function breakageOf(code: string): string {
  if (code === 'Z_BUF_ERROR') return 'is cut off: the end of what was packed is missing'
  if (code.startsWith('Z_')) return 'is damaged: from some place on it cannot be unpacked'
  return `cannot be read to its end: ${REASONS.get(code) ?? code}`
}

/** What begins with the two bytes of gzip is no text. */
async function* unpackedIfPacked(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = chunks[Symbol.asyncIterator]()
  try {
    let first = Buffer.alloc(0)
    // A pipe may give a single byte at a time.
    while (first.length < 2) {
      const { done, value } = await reader.next()
      if (done === true) break
      first = Buffer.concat([first, value])
    }
    if (first.length === 0) return
    const all = withFirst(first, reader)
    yield* first[0] === 0x1f && first[1] === 0x8b ? unpacked(all) : all
  } finally {
    await reader.return?.()
  }
}

async function* withFirst(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield first
  yield* { [Symbol.asyncIterator]: () => rest }
}

async function* bytesOf(chunks: Context['stdin']): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk
}
