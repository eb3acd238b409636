import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { err, ok, type Result } from '../../base/result.ts'
import type { Context } from '../context.ts'
import { readProblem } from '../io/file-errors.ts'
import { type Problem, problem } from '../problem.ts'

/** A file of a trace, or standard input. */
export interface TraceFile {
  /** As it was named. */
  readonly name: string
  /** Its bytes, from the beginning, unpacked where they were packed. */
  readonly chunks: () => AsyncIterable<Uint8Array>
}

/** The files that the paths name; `-` is standard input. Nothing is read yet but that they exist. */
export async function traceFiles(
  paths: readonly string[],
  { cwd, stdin }: Pick<Context, 'cwd' | 'stdin'>,
): Promise<Result<readonly TraceFile[], Problem>> {
  const files: TraceFile[] = []
  for (const path of paths) {
    if (path === '-') {
      files.push({ name: path, chunks: () => bytesOf(stdin) })
      continue
    }
    const place = resolve(cwd, path)
    try {
      if ((await stat(place)).isDirectory()) {
        return err(problem(`\`${path}\` is a directory`, 'name a file in it'))
      }
    } catch (error) {
      return err(await readProblem(error, path, place))
    }
    files.push({ name: path, chunks: () => createReadStream(place) })
  }
  return ok(files)
}

async function* bytesOf(chunks: Context['stdin']): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk
}
