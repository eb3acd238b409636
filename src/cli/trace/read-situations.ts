import { isUtf8 } from 'node:buffer'
import { resolve } from 'node:path'
import { err, ok, type Result } from '../../base/result.ts'
import type { GroundFault } from '../../claims/index.ts'
import { decodeRecord, openSituations, type Situation } from '../../trace/index.ts'
import type { Context } from '../context.ts'
import { readProblem } from '../io/file-errors.ts'
import { byteLines } from './byte-lines.ts'
import { type TraceFile, traceFiles } from './trace-files.ts'

/** What a trace was found to hold. */
export interface SituationCount {
  /** The nodes of a flow count one each. */
  readonly receipts: number
  /** Receipts that nothing can be tried on: their catalog is not there, or cannot be read. */
  readonly unusable: number
  /** Lines that are no records of a trace. */
  readonly unreadable: number
}

/**
 * Hands over what the receipts of a trace were decided from, one by one in their order. A line that
 * is no record and a receipt that cannot be used are counted and passed over; there is a fault
 * where the trace is of a newer format or nothing in it can be used.
 */
export async function readSituations(
  path: string,
  take: (situation: Situation) => void,
  context: Context,
): Promise<Result<SituationCount, GroundFault>> {
  const files = await traceFiles([path], context)
  if (!files.ok) return err(faultOf(files.error))
  const reading = openReading(take)
  for (const file of files.value) {
    const fault = await readFile(file, reading, context)
    if (fault !== undefined) return err(fault)
  }
  return reading.end()
}

async function readFile(
  file: TraceFile,
  reading: Reading,
  { cwd }: Context,
): Promise<GroundFault | undefined> {
  try {
    for await (const { bytes, number } of byteLines(file.chunks())) {
      const text = isUtf8(bytes) ? bytes.toString('utf8') : undefined
      const newer = reading.line(number === 1 ? text?.replace(MARK, '') : text, number)
      if (newer !== undefined) return { reason: newer }
    }
    return undefined
  } catch (error) {
    return faultOf(await readProblem(error, file.name, resolve(cwd, file.name)))
  }
}

/** The byte order mark, at the beginning of a file. */
const MARK = /^\ufeff/

function faultOf({ message, help }: { readonly message: string; readonly help?: string }) {
  return { reason: message, ...(help !== undefined && { help }) }
}

interface Reading {
  /**
   * @param text undefined where the line is not UTF-8: two lines of other bytes may read alike.
   * @returns why the trace cannot be read at all.
   */
  readonly line: (text: string | undefined, number: number) => string | undefined
  readonly end: () => Result<SituationCount, GroundFault>
}

function openReading(take: (situation: Situation) => void): Reading {
  const situations = openSituations()
  let [lines, receipts, unusable, unreadable] = [0, 0, 0, 0]
  let first: string | undefined
  return {
    line(text, number) {
      if (text?.trim() === '') return undefined
      lines += 1
      if (text === undefined) {
        unreadable += 1
        first ??= `line ${number}: the line is not UTF-8`
        return undefined
      }
      const decoded = decodeRecord(text)
      if (!decoded.ok) {
        if (decoded.error.kind === 'newer format') return decoded.error.message
        unreadable += 1
        first ??= `line ${number}: ${decoded.error.message}`
        return undefined
      }
      for (const found of situations.take(decoded.value)) {
        receipts += 1
        if ('key' in found) take(found)
        else {
          unusable += 1
          first ??= `line ${number}: ${found.message}`
        }
      }
      return undefined
    },
    end() {
      if (receipts > unusable) return ok({ receipts, unusable, unreadable })
      if (lines === 0) return err({ reason: 'it is empty' })
      const reason = `it holds no receipt${receipts === 0 ? '' : ' that can be used'}`
      return err({ reason: first === undefined ? reason : `${reason}; ${first}` })
    },
  }
}
