import { err, ok, type Result } from '../../base/result.ts'
import { catalogGround, type Ground, type GroundFault, isTrace } from '../../claims/index.ts'
import { BUILT_IN, type CatalogInForce, catalogInForce, readCatalog } from '../catalog-in-force.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../failure.ts'
import { readText } from '../io/read-text.ts'
import { readTraffic, type Traffic } from '../trace/read-traffic.ts'
import { traceGrounds } from './trace-grounds.ts'

/** What tests run on: each catalog and each trace is read once. */
export interface Grounds {
  /** The catalog in force. */
  readonly standard: () => Promise<Result<Ground, Failure>>
  /** The catalog at a path, or the grounds of the trace there, or why there is neither. */
  readonly at: (path: string) => Promise<Result<readonly Ground[], GroundFault>>
  /** The traces that were read so far, in the order in which they were named. */
  readonly traces: () => readonly Traffic[]
}

/** @param asked the catalog that was asked for, else the one in force is. */
export function groundsOf(asked: string | undefined, context: Context): Grounds {
  const known = new Map<string, Promise<Result<readonly Ground[], GroundFault>>>()
  const traces: Traffic[] = []
  const told = (trace: Result<Traffic, GroundFault>) => {
    if (!trace.ok) return trace
    traces.push(trace.value)
    return ok(traceGrounds(trace.value))
  }
  let standard: Promise<Result<Ground, Failure>> | undefined
  return {
    standard() {
      standard ??= standardGround(asked, context)
      return standard
    },
    at(path) {
      const ground = known.get(path) ?? groundsAt(path, told, context)
      known.set(path, ground)
      return ground
    },
    traces: () => traces,
  }
}

async function standardGround(
  asked: string | undefined,
  context: Context,
): Promise<Result<Ground, Failure>> {
  const inForce = await catalogInForce(asked, context)
  return inForce.ok ? ok(groundIn(inForce.value)) : inForce
}

async function groundsAt(
  path: string,
  told: (trace: Result<Traffic, GroundFault>) => Result<readonly Ground[], GroundFault>,
  context: Context,
): Promise<Result<readonly Ground[], GroundFault>> {
  if (path === BUILT_IN) return readGround(undefined, context)
  // A trace may be longer than any text that is read as a whole.
  if (isTrace(path, '')) return told(await readTraffic(path, context))
  const text = await readText(path, context)
  if (!text.ok) {
    const { message, help } = text.error
    return err({ reason: message, ...(help !== undefined && { help }) })
  }
  if (isTrace(path, text.value.text)) return told(await readTraffic(path, context))
  return readGround(path, context)
}

async function readGround(
  path: string | undefined,
  context: Context,
): Promise<Result<readonly Ground[], GroundFault>> {
  const catalog = await readCatalog(path, context)
  if (catalog.ok) return ok([groundIn(catalog.value)])
  if (catalog.error.kind === 'problem') return err({ reason: catalog.error.message })
  const [first] = catalog.error.diagnostics
  return err({
    reason: first?.message ?? 'it is not one',
    help: `\`unhardcoded catalog check ${path}\` tells all that is wrong with it`,
  })
}

function groundIn({ catalog, name }: CatalogInForce): Ground {
  return catalogGround(catalog, name)
}
