import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'

/** Builds the bundles that `bin/` runs where a source is newer than they are. */
export async function built(): Promise<void> {
  const built = await modified('dist/cli.cjs')
  const sources = await readdir('src', { recursive: true })
  const times = await Promise.all(
    [...sources.map((name) => join('src', name)), 'scripts/build.mjs'].map(modified),
  )
  if (Math.max(...times) > built) await execa('node', ['scripts/build.mjs', '--bundles'])
}

async function modified(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )
}
