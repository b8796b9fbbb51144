import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const POLL_MS = 20;

/** An nginx of a test's own. */
export interface Nginx {
  /** Ends it, and removes its folder. */
  end(): Promise<void>;
}

/** Starts Debian's nginx with what stands in the `http` block of its configuration; it listens on `port` of 127.0.0.1. */
export async function startNginx(port: number, http: string): Promise<Nginx> {
  const folder = await mkdtemp(path.join(tmpdir(), "soundcheck-nginx-"));
  await mkdir(path.join(folder, "logs"));
  const file = path.join(folder, "nginx.conf");
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`);
  const user = process.getuid?.() === 0 ? "user root;" : "";
  await writeFile(
    file,
    `daemon off; pid ${folder}/pid; error_log ${folder}/logs/error.log warn; worker_processes 2; ${user}
     events { worker_connections 4096; }
     http { access_log off; ${temporary.join(" ")} ${http} }`,
  );
  const check = spawnSync("nginx", ["-t", "-p", folder, "-c", file], { encoding: "utf8" });
  if (check.status !== 0) throw new Error(`nginx does not take its configuration, or is missing (apt-get install nginx-light): ${check.stderr || String(check.error)}`);
  const child = spawn("nginx", ["-p", folder, "-c", file], { stdio: ["ignore", "ignore", "inherit"] });
  const exited = once(child, "exit");
  const kill = () => child.kill("SIGTERM");
  process.once("exit", kill);
  while (!(await listens(port))) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}.`);
    await pause(POLL_MS);
  }
  return {
    end: async () => {
      process.off("exit", kill);
      child.kill("SIGTERM");
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  const answer = await Promise.race([once(socket, "connect").then(() => true), once(socket, "error").then(() => false)]).catch(() => false);
  socket.destroy();
  return answer;
}
