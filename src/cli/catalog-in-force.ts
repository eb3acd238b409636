import { hasErrors } from '../base/diagnostic.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Catalog } from '../catalog/index.ts'
import type { Context } from './context.ts'
import { EXIT } from './exit-code.ts'
import { type Failure, findings } from './failure.ts'
import { readText } from './io/read-text.ts'

export interface CatalogInForce {
  readonly catalog: Catalog
  /** The path of its file, or `built-in`. */
  readonly name: string
}

/** The path of the catalog that was asked for, else the configured one; undefined: built-in. */
export async function catalogPath(
  asked: string | undefined,
  context: Pick<Context, 'cwd' | 'stdin'>,
): Promise<Result<string | undefined, Failure>> {
  if (asked !== undefined) return ok(asked)
  const { findConfig } = await import('./config/find-config.ts')
  if ((await findConfig(context.cwd)) === undefined) return ok(undefined)
  const { readConfig } = await import('./config/read-config.ts')
  const config = await readConfig(context)
  return config.ok ? ok(config.value.catalog) : config
}

/** The catalog that was asked for, else the configured one, else the built-in one. */
export async function catalogInForce(
  asked: string | undefined,
  context: Pick<Context, 'cwd' | 'stdin'>,
): Promise<Result<CatalogInForce, Failure>> {
  const path = await catalogPath(asked, context)
  if (!path.ok) return path
  if (path.value === undefined) return ok(await builtIn())
  return readCatalog(path.value, context)
}

/** The catalog in a file, YAML or JSON. One with errors is no catalog. */
export async function readCatalog(
  path: string,
  context: Pick<Context, 'cwd' | 'stdin'>,
): Promise<Result<CatalogInForce, Failure>> {
  const source = await readText(path, context)
  if (!source.ok) return source
  const { loadCatalog } = await import('../catalog/load.ts')
  const { value, diagnostics } = loadCatalog(source.value)
  if (value === undefined || hasErrors(diagnostics)) {
    return err(findings(diagnostics, [source.value], EXIT.usage))
  }
  return ok({ catalog: value, name: path })
}

async function builtIn(): Promise<CatalogInForce> {
  const { builtInCatalog } = await import('../catalog/built-in.ts')
  return { catalog: builtInCatalog(), name: 'built-in' }
}
