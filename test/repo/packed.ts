import { cp, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { execa } from 'execa'

/** A project that has installed what would be published, and the types of Node; nothing else. */
export async function projectWithPackage(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'packed-'))
  const pack = ['pack', '--dry-run', '--ignore-scripts', '--json']
  const { stdout } = await execa('npm', pack)
  const [packed]: [{ readonly files: readonly { readonly path: string }[] }] = JSON.parse(stdout)
  const installed = join(root, 'node_modules/unhardcoded')
  for (const { path } of packed.files) await cp(path, join(installed, path))
  await mkdir(join(root, 'node_modules/@types'))
  for (const name of ['@types/node', 'undici-types']) {
    await symlink(resolve('node_modules', name), join(root, 'node_modules', name))
  }
  await writeFile(join(root, 'package.json'), '{ "type": "module" }')
  return root
}
