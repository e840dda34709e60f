import { randomUUID } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import type { Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "lmdb";
import { UserError } from "../../base";

const OWNER = "owner";

/** Longest path that every system takes for a socket, less than 104 bytes. */
const LONGEST_SOCKET_PATH = 100;

/**
 * Makes this process the only one that uses the directory, until the function that it returns is called or the process
 * ends, however it ends. UserError where another process has it.
 *
 * The owner listens on a socket whose name is in the directory's database: the system closes it with the process, so that
 * nobody takes a dead owner, or another process of the same number, for a live one.
 */
export async function claimDirectory(
  path: string,
  meta: Database<number | string, string>,
): Promise<() => Promise<void>> {
  const socket = chooseSocket(path);
  const server = await listenOn(socket, path);
  for (;;) {
    const owner = meta.get(OWNER) as string | undefined;
    if (owner !== undefined && (await answers(owner))) {
      await close(server);
      throw new UserError("data-dir-in-use", `data directory ${path} is in use by another emulator`, {
        hint: "stop the other one, or choose another directory",
      });
    }
    const isOurs = meta.transactionSync(() => {
      if (meta.get(OWNER) !== owner) return false;
      meta.putSync(OWNER, socket);
      return true;
    });
    if (!isOurs) continue;
    if (owner !== undefined) rmSync(owner, { force: true });
    return async () => {
      await meta.remove(OWNER);
      await close(server);
    };
  }
}

function chooseSocket(path: string): string {
  const name = `${randomUUID().slice(0, 8)}.sock`;
  if (process.platform === "win32") return `\\\\.\\pipe\\externalized-iam-${randomUUID()}`;
  const beside = join(path, name);
  return Buffer.byteLength(beside) <= LONGEST_SOCKET_PATH ? beside : join(tmpdir(), `xiam-${name}`);
}

async function listenOn(socket: string, path: string): Promise<Server> {
  const server = createServer((connection) => connection.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) =>
      reject(
        new UserError("invalid-data-dir", `cannot lock data directory ${path}: ${error.message}`, { cause: error }),
      ),
    );
    server.listen(socket, resolve);
  });
  server.unref();
  return server;
}

async function answers(socket: string): Promise<boolean> {
  if (process.platform !== "win32" && !existsSync(socket)) return false;
  return new Promise((resolve) => {
    const connection = connect(socket, () => {
      connection.destroy();
      resolve(true);
    });
    connection.once("error", () => resolve(false));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
