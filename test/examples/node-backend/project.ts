import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { transform } from 'esbuild'
import { execa } from 'execa'

export const EXAMPLE = 'docs/examples/node-backend'

/** A copy of the example as it is after `npm install` and `tsc`. */
export interface Project {
  readonly folder: string
  /** Compiles it again. @returns what the compiler says. */
  readonly compile: () => Promise<string>
  readonly remove: () => Promise<void>
}

/** @param openai the folder of the package, or a module that stands in for it. */
export async function openProject(openai: string): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'node-backend-'))
  await cp(EXAMPLE, folder, { recursive: true })
  const modules = join(folder, 'node_modules')
  await mkdir(join(modules, '@types'), { recursive: true })
  for (const name of ['@types/node', 'undici-types']) {
    await symlink(resolve('node_modules', name), join(modules, name))
  }
  await install(resolve(openai), join(modules, 'openai'))
  const tsc = resolve('node_modules/typescript/bin/tsc')
  return {
    folder,
    compile: async () =>
      (await execa('node', [tsc, '--pretty', 'false'], { cwd: folder, reject: false })).stdout,
    remove: () => rm(folder, { recursive: true }),
  }
}

/** A backend that runs as a process of its own. */
export interface Backend {
  /** `http://127.0.0.1:4102` */
  readonly url: string
  /** What it has logged, line by line. */
  readonly logged: readonly unknown[]
  readonly ask: (key: string, body: object, signal?: AbortSignal) => Promise<Response>
  readonly end: () => Promise<void>
}

/** @param router the base URL of the router that it asks. */
export async function startBackend(folder: string, router: string): Promise<Backend> {
  const running = execa('node', [join(folder, 'build/main.js')], {
    env: { OPENAI_BASE_URL: router, OPENAI_API_KEY: 'none', PORT: '0' },
    reject: false,
  })
  const logged: unknown[] = []
  const lines = createInterface(running.stdout)
  const [first] = await Promise.race([
    once(lines, 'line'),
    running.then(({ stderr }) => Promise.reject(new Error(stderr))),
  ])
  lines.on('line', (line) => logged.push(JSON.parse(line)))
  const url = `http://127.0.0.1:${JSON.parse(first).listening.port}`
  return {
    url,
    logged,
    ask: (key, body, signal) =>
      fetch(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}` },
        body: JSON.stringify(body),
        ...(signal !== undefined && { signal }),
      }),
    async end() {
      running.kill()
      await running
    },
  }
}

async function install(openai: string, target: string): Promise<void> {
  if (!openai.endsWith('.ts')) return symlink(openai, target)
  await mkdir(target)
  const text = await readFile(openai, 'utf8')
  const { code } = await transform(text, { loader: 'ts' })
  await writeFile(join(target, 'index.ts'), text)
  await writeFile(join(target, 'index.js'), code)
  const manifest = { type: 'module', exports: { types: './index.ts', default: './index.js' } }
  await writeFile(join(target, 'package.json'), JSON.stringify(manifest))
}
