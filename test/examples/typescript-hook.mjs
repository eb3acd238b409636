/*
 * `node --import` of this file has Node run TypeScript, as it does by itself from 22.18 on.
 */
import { readFile } from 'node:fs/promises'
import { register } from 'node:module'
import { isMainThread } from 'node:worker_threads'
import { transform } from 'esbuild'

if (isMainThread) register(import.meta.url)

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context)
  const { code } = await transform(await readFile(new URL(url), 'utf8'), { loader: 'ts' })
  return { format: 'module', source: code, shortCircuit: true }
}
