import { constants } from 'node:fs'
import { access, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode } from './error-code.ts'
import type { TraceFiles, TraceHandle } from './world.ts'

/** The files of this machine. */
export const diskFiles: TraceFiles = {
  openDirectory: async (path) => {
    await mkdir(path, { recursive: true, mode: 0o700 })
    await access(path, constants.W_OK | constants.X_OK)
  },
  create: (path) =>
    handleOf(path, 'wx').catch(async (error: unknown) => {
      if (errorCode(error) !== 'ENOENT') throw error
      // Somebody took the directory away.
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      return handleOf(path, 'wx')
    }),
  reopen: (path) => handleOf(path, 'r+'),
}

async function handleOf(path: string, flags: string): Promise<TraceHandle> {
  const file = await open(path, flags, 0o600)
  return {
    write: async (bytes, position) =>
      (await file.write(bytes, 0, bytes.length, position)).bytesWritten,
    look: async () => {
      const { size, nlink } = await file.stat()
      return { bytes: size, named: nlink > 0 }
    },
    sync: () => file.sync(),
    close: () => file.close(),
  }
}
