import { execa } from 'execa'

/** Python on this machine, as far as it is there. */
export interface PythonHere {
  readonly isThere: boolean
  /** `openai 3.22.1, Python 3.11.7, Linux x86_64`; undefined where the package is not installed. */
  readonly openai: string | undefined
}

export async function pythonHere(): Promise<PythonHere> {
  const { exitCode } = await execa('python3', ['-c', ''], { reject: false })
  const asked = await execa('python3', ['-B', '-c', VERSIONS], { reject: false })
  return { isThere: exitCode === 0, openai: asked.exitCode === 0 ? asked.stdout : undefined }
}

const VERSIONS = `
import openai, platform
print(f"openai {openai.__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}")
`
