import { err, ok, type Result } from '../../base/result.ts'
import { candidatesOf, vocabularyOfCatalog } from '../../catalog/index.ts'
import { type Ground, type GroundFault, isTrace } from '../../claims/index.ts'
import { BUILT_IN, type CatalogInForce, catalogInForce, readCatalog } from '../catalog-in-force.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../failure.ts'
import { readText } from '../io/read-text.ts'

/** What tests run on: each catalog is read once. */
export interface Grounds {
  /** The catalog in force. */
  readonly standard: () => Promise<Result<Ground, Failure>>
  /** The catalog at a path, or why there is none. */
  readonly at: (path: string) => Promise<Result<Ground, GroundFault>>
}

/** @param asked the catalog that was asked for, else the one in force is. */
export function groundsOf(asked: string | undefined, context: Context): Grounds {
  const known = new Map<string, Promise<Result<Ground, GroundFault>>>()
  let standard: Promise<Result<Ground, Failure>> | undefined
  return {
    standard() {
      standard ??= standardGround(asked, context)
      return standard
    },
    at(path) {
      const ground = known.get(path) ?? groundAt(path, context)
      known.set(path, ground)
      return ground
    },
  }
}

async function standardGround(
  asked: string | undefined,
  context: Context,
): Promise<Result<Ground, Failure>> {
  const inForce = await catalogInForce(asked, context)
  return inForce.ok ? ok(groundIn(inForce.value)) : inForce
}

async function groundAt(path: string, context: Context): Promise<Result<Ground, GroundFault>> {
  if (path === BUILT_IN) return readGround(undefined, context)
  const text = await readText(path, context)
  if (!text.ok) {
    const { message, help } = text.error
    return err({ reason: message, ...(help !== undefined && { help }) })
  }
  if (isTrace(path, text.value.text)) {
    return err({ reason: 'it is a trace', help: 'tests do not run on traces yet: name a catalog' })
  }
  return readGround(path, context)
}

async function readGround(
  path: string | undefined,
  context: Context,
): Promise<Result<Ground, GroundFault>> {
  const catalog = await readCatalog(path, context)
  if (catalog.ok) return ok(groundIn(catalog.value))
  if (catalog.error.kind === 'problem') return err({ reason: catalog.error.message })
  const [first] = catalog.error.diagnostics
  return err({
    reason: first?.message ?? 'it is not one',
    help: `\`unhardcoded catalog check ${path}\` tells all that is wrong with it`,
  })
}

function groundIn({ catalog, name }: CatalogInForce): Ground {
  return { candidates: candidatesOf(catalog), vocabulary: vocabularyOfCatalog(catalog), name }
}
