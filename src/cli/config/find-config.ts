import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** The name of the configuration file. */
export const CONFIG_NAME = 'unhardcoded.yaml'

/** The path of the nearest configuration file, in `directory` or above it; undefined for none. */
export async function findConfig(directory: string): Promise<string | undefined> {
  const path = join(directory, CONFIG_NAME)
  const info = await stat(path).catch(() => undefined)
  if (info?.isFile()) return path
  const parent = dirname(directory)
  return parent === directory ? undefined : findConfig(parent)
}
