import { MemoryFile } from "./memory-file";

/** Error numbers of WASI preview 1. */
const SUCCESS = 0;
const BAD_FILE_DESCRIPTOR = 8;
const INVALID = 28;
const NO_ENTRY = 44;

const FILETYPE_CHARACTER_DEVICE = 2;
const FILETYPE_DIRECTORY = 3;
const FILETYPE_REGULAR_FILE = 4;

const OPEN_CREATE = 1;
const OPEN_TRUNCATE = 8;
const APPEND = 1;
const ALL_RIGHTS = 0xffff_ffff_ffff_ffffn;

const ROOT_DESCRIPTOR = 3;
const FIRST_FREE_DESCRIPTOR = 4;

/** What a finished program left behind. */
export interface ProgramResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Every file of the in-memory file system, by its path without a leading slash. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Raised when the program wrote more than it was allowed to. */
export class OutputLimitError extends Error {
  override readonly name = "OutputLimitError";
}

class ProgramExit extends Error {
  override readonly name = "ProgramExit";

  constructor(readonly exitCode: number) {
    super(`The program ended with exit code ${exitCode}.`);
  }
}

interface OpenFile {
  readonly file: MemoryFile;
  readonly append: boolean;
  position: number;
}

/**
 * Runs a WASI preview 1 command once, in a fresh instance, with nothing of the machine in reach: its arguments, an
 * empty standard input, an in-memory file system with one root, and a clock that stands still, so that equal input
 * gives equal output. It has the thirteen calls that flite imports.
 *
 * `maximumOutputBytes` limits what the program may write in all; beyond it an `OutputLimitError` is thrown. A trap of
 * the program is thrown as the `WebAssembly.RuntimeError` that it is. `prepareMemory` may change the program's data
 * before it starts.
 */
export function runProgram(
  module: WebAssembly.Module,
  programArguments: readonly string[],
  inputFiles: ReadonlyMap<string, Uint8Array>,
  maximumOutputBytes: number,
  prepareMemory?: (memory: WebAssembly.Memory) => void,
): ProgramResult {
  const files = new Map([...inputFiles].map(([path, contents]) => [path, new MemoryFile(contents)]));
  const standardInput = new MemoryFile();
  const standardOutput = new MemoryFile();
  const standardError = new MemoryFile();
  const open = new Map<number, OpenFile>([
    [0, { file: standardInput, append: false, position: 0 }],
    [1, { file: standardOutput, append: true, position: 0 }],
    [2, { file: standardError, append: true, position: 0 }],
  ]);
  const encodedArguments = programArguments.map((argument) => new TextEncoder().encode(`${argument}\0`));
  let nextDescriptor = FIRST_FREE_DESCRIPTOR;
  let writtenBytes = 0;

  // The buffer is replaced whenever the program's memory grows, so a view must not outlive a call.
  const view = () => new DataView(bytes().buffer);
  const bytes = () => new Uint8Array(memory.buffer);
  const vectors = function* (pointer: number, count: number) {
    for (let index = 0; index < count; index += 1) {
      const address = view().getUint32(pointer + index * 8, true);
      yield bytes().subarray(address, address + view().getUint32(pointer + index * 8 + 4, true));
    }
  };

  const calls = {
    args_sizes_get(countPointer: number, sizePointer: number) {
      view().setUint32(countPointer, encodedArguments.length, true);
      view().setUint32(sizePointer, encodedArguments.reduce((size, argument) => size + argument.byteLength, 0), true);
      return SUCCESS;
    },
    args_get(pointersPointer: number, bufferPointer: number) {
      let address = bufferPointer;
      for (const [index, argument] of encodedArguments.entries()) {
        view().setUint32(pointersPointer + index * 4, address, true);
        bytes().set(argument, address);
        address += argument.byteLength;
      }
      return SUCCESS;
    },
    clock_time_get(_clock: number, _precision: bigint, timePointer: number) {
      view().setBigUint64(timePointer, 0n, true);
      return SUCCESS;
    },
    proc_exit(exitCode: number) {
      throw new ProgramExit(exitCode);
    },
    fd_prestat_get(descriptor: number, pointer: number) {
      if (descriptor !== ROOT_DESCRIPTOR) return BAD_FILE_DESCRIPTOR;
      view().setUint32(pointer, 0, true);
      view().setUint32(pointer + 4, 1, true);
      return SUCCESS;
    },
    fd_prestat_dir_name(descriptor: number, pointer: number, length: number) {
      if (descriptor !== ROOT_DESCRIPTOR) return BAD_FILE_DESCRIPTOR;
      bytes().set(new TextEncoder().encode("/").subarray(0, length), pointer);
      return SUCCESS;
    },
    fd_fdstat_get(descriptor: number, pointer: number) {
      const isOpen = open.has(descriptor);
      if (!isOpen && descriptor !== ROOT_DESCRIPTOR) return BAD_FILE_DESCRIPTOR;
      const special = descriptor < ROOT_DESCRIPTOR ? FILETYPE_CHARACTER_DEVICE : FILETYPE_DIRECTORY;
      view().setUint8(pointer, descriptor > ROOT_DESCRIPTOR ? FILETYPE_REGULAR_FILE : special);
      view().setUint16(pointer + 2, open.get(descriptor)?.append === true ? APPEND : 0, true);
      view().setBigUint64(pointer + 8, ALL_RIGHTS, true);
      view().setBigUint64(pointer + 16, ALL_RIGHTS, true);
      return SUCCESS;
    },
    fd_fdstat_set_flags(descriptor: number) {
      return open.has(descriptor) ? SUCCESS : BAD_FILE_DESCRIPTOR;
    },
    path_open(
      directory: number,
      _lookupFlags: number,
      pathPointer: number,
      pathLength: number,
      openFlags: number,
      _rights: bigint,
      _inheritedRights: bigint,
      descriptorFlags: number,
      descriptorPointer: number,
    ) {
      if (directory !== ROOT_DESCRIPTOR) return BAD_FILE_DESCRIPTOR;
      const path = new TextDecoder().decode(bytes().slice(pathPointer, pathPointer + pathLength));
      let file = files.get(path);
      if (file === undefined && (openFlags & OPEN_CREATE) === 0) return NO_ENTRY;
      if (file === undefined || (openFlags & OPEN_TRUNCATE) !== 0) {
        file = new MemoryFile();
        files.set(path, file);
      }
      open.set(nextDescriptor, { file, append: (descriptorFlags & APPEND) !== 0, position: 0 });
      view().setUint32(descriptorPointer, nextDescriptor, true);
      nextDescriptor += 1;
      return SUCCESS;
    },
    fd_close(descriptor: number) {
      return open.delete(descriptor) ? SUCCESS : BAD_FILE_DESCRIPTOR;
    },
    fd_seek(descriptor: number, offset: bigint, whence: number, positionPointer: number) {
      const entry = open.get(descriptor);
      if (entry === undefined) return BAD_FILE_DESCRIPTOR;
      const base = [0, entry.position, entry.file.size][whence];
      if (base === undefined || base + Number(offset) < 0) return INVALID;
      entry.position = base + Number(offset);
      view().setBigUint64(positionPointer, BigInt(entry.position), true);
      return SUCCESS;
    },
    fd_read(descriptor: number, vectorsPointer: number, vectorCount: number, sizePointer: number) {
      const entry = open.get(descriptor);
      if (entry === undefined) return BAD_FILE_DESCRIPTOR;
      let size = 0;
      for (const target of vectors(vectorsPointer, vectorCount)) {
        const read = entry.file.read(entry.position, target);
        entry.position += read;
        size += read;
        if (read < target.byteLength) break;
      }
      view().setUint32(sizePointer, size, true);
      return SUCCESS;
    },
    fd_write(descriptor: number, vectorsPointer: number, vectorCount: number, sizePointer: number) {
      const entry = open.get(descriptor);
      if (entry === undefined) return BAD_FILE_DESCRIPTOR;
      let size = 0;
      for (const source of vectors(vectorsPointer, vectorCount)) {
        writtenBytes += source.byteLength;
        if (writtenBytes > maximumOutputBytes) throw new OutputLimitError(`It wrote over ${maximumOutputBytes} bytes.`);
        const position = entry.append ? entry.file.size : entry.position;
        entry.file.write(position, source);
        entry.position = position + source.byteLength;
        size += source.byteLength;
      }
      view().setUint32(sizePointer, size, true);
      return SUCCESS;
    },
  };

  const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: calls });
  const { memory, start } = commandOf(instance);
  prepareMemory?.(memory);
  let exitCode = 0;
  try {
    start();
  } catch (error) {
    if (!(error instanceof ProgramExit)) throw error;
    exitCode = error.exitCode;
  }
  const decode = (file: MemoryFile) => new TextDecoder().decode(file.contents());
  return {
    exitCode,
    stdout: decode(standardOutput),
    stderr: decode(standardError),
    files: new Map([...files].map(([path, file]) => [path, file.contents()])),
  };
}

function commandOf(instance: WebAssembly.Instance): { memory: WebAssembly.Memory; start: () => void } {
  const { memory, _start: start } = instance.exports;
  if (!(memory instanceof WebAssembly.Memory) || typeof start !== "function") {
    throw new TypeError("The module is not a WASI command.");
  }
  return { memory, start: start as () => void };
}
