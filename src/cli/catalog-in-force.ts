import { hasErrors } from '../base/diagnostic.ts'
import { err, ok, type Result } from '../base/result.ts'
import { type Catalog, catalogOn } from '../catalog/index.ts'
import { configInForce } from './config/config-in-force.ts'
import type { Context } from './context.ts'
import { EXIT } from './exit-code.ts'
import { type Failure, findings } from './failure.ts'
import { readText } from './io/read-text.ts'

export interface CatalogInForce {
  readonly catalog: Catalog
  /** The path of its file, or `built-in`. */
  readonly name: string
}

/** What reading a catalog needs of the world. */
export type Surroundings = Pick<Context, 'cwd' | 'stdin' | 'now' | 'stderr' | 'errorScreen'>

/** The path of the catalog that was asked for, else the configured one; undefined: built-in. */
export async function catalogPath(
  asked: string | undefined,
  context: Surroundings,
): Promise<Result<string | undefined, Failure>> {
  if (asked !== undefined) return ok(asked === BUILT_IN ? undefined : asked)
  const config = await configInForce(context)
  return config.ok ? ok(config.value.catalog) : config
}

/** The catalog that was asked for, else the configured one, else the built-in one, as of today. */
export async function catalogInForce(
  asked: string | undefined,
  context: Surroundings,
): Promise<Result<CatalogInForce, Failure>> {
  const path = await catalogPath(asked, context)
  return path.ok ? readCatalog(path.value, context) : path
}

/**
 * The catalog in a file, YAML or JSON, or the built-in one where there is no path. One with errors
 * is no catalog; what is only doubtful in it is told. Prices that were announced and hold by now
 * are in their place.
 */
export async function readCatalog(
  path: string | undefined,
  context: Surroundings,
): Promise<Result<CatalogInForce, Failure>> {
  const loaded = path === undefined ? ok(await builtIn()) : await load(path, context)
  if (!loaded.ok) return loaded
  const today = new Date(context.now()).toISOString().slice(0, 'YYYY-MM-DD'.length)
  return ok({ ...loaded.value, catalog: catalogOn(loaded.value.catalog, today) })
}

/** What names the catalog that ships, where a file could stand. */
export const BUILT_IN = 'built-in'

async function load(path: string, context: Surroundings): Promise<Result<CatalogInForce, Failure>> {
  const source = await readText(path, context)
  if (!source.ok) return source
  const { loadCatalog } = await import('./yaml-documents.ts')
  const { value, diagnostics } = loadCatalog(source.value)
  if (value === undefined || hasErrors(diagnostics)) {
    return err(findings(diagnostics, [source.value], EXIT.usage))
  }
  if (diagnostics.length > 0) {
    const { tellFindings } = await import('./report-failure.ts')
    tellFindings(diagnostics, [source.value], context)
  }
  return ok({ catalog: value, name: path })
}

async function builtIn(): Promise<CatalogInForce> {
  const { builtInCatalog } = await import('../catalog/built-in.ts')
  return { catalog: builtInCatalog(), name: BUILT_IN }
}
