import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** A published package in one version, which never changes. */
export interface Package {
  readonly name: string
  readonly version: string
}

/** Fetches a package into a folder of its own under `folder`, without installing it. */
export function unpack({ name, version }: Package, folder: string): string {
  const target = join(folder, name.replace(/\W+/g, '-'))
  mkdirSync(target, { recursive: true })
  const archive = execFileSync('npm', ['pack', `${name}@${version}`, '--silent'], {
    cwd: target,
    encoding: 'utf8',
  })
  execFileSync('tar', ['-xzf', archive.trim()], { cwd: target })
  return join(target, 'package')
}
