import path from "node:path";
import { type AppProcess, newDataDirectory, startApp } from "../app-process";
import { lowPort } from "../crash/low-port";
import { type Nginx, startNginx } from "../nginx";

/** One of several processes of the app. */
interface Instance {
  /** Where it answers itself, without the balancer. */
  readonly url: string;
  readonly dataDir: string;
  readonly app: AppProcess;
}

/** Instances behind nginx, which sends each request to whichever is next. */
export interface Fleet {
  /** The balancer's. */
  readonly url: string;
  readonly instances: readonly Instance[];
  /** All that they have said so far, also in earlier lives. */
  output(): string;
  /** Starts one, for the first time or again after it was killed, and waits until it is ready. */
  start(index: number): Promise<void>;
  /** Kills one as a power cut does. */
  kill(index: number): Promise<void>;
  end(): Promise<void>;
}

/** How one instance's settings differ from what all have. */
export type Settings = Readonly<Record<string, string>>;

/** Prepares instances that are still to be started, each with `common` and its own settings, behind nginx with the configuration that is given to people. */
export async function prepareFleet(own: readonly Settings[], common: (url: string) => Settings): Promise<Fleet> {
  const balancerPort = await lowPort();
  const url = `http://127.0.0.1:${balancerPort}`;
  const outputs: string[] = [];
  const places: { settings: Settings & { PORT: string; DATA_DIR: string }; remove: () => Promise<void> }[] = [];
  const instances: Instance[] = [];
  for (const settings of own) {
    const { dataDir, remove } = await newDataDirectory();
    places.push({ settings: { ...common(url), TRUST_PROXY: "1", ...settings, PORT: String(await lowPort()), DATA_DIR: dataDir }, remove });
  }
  const servers = places.map(({ settings: { PORT } }) => `server 127.0.0.1:${PORT} max_fails=1 fail_timeout=2s;`);
  const nginx: Nginx = await startNginx(
    balancerPort,
    `upstream soundcheck { ${servers.join(" ")} keepalive 64; keepalive_timeout 4s; }
     server { listen 127.0.0.1:${balancerPort}; include ${path.resolve("deploy/nginx/locations.conf")}; }`,
  );
  return {
    url,
    instances,
    output: () => [...outputs, ...instances.map(({ app }) => app.output())].join("\n"),
    start: async (index) => {
      const place = places[index];
      if (place === undefined) throw new Error(`There is no instance ${index}.`);
      const { PORT, DATA_DIR: dataDir } = place.settings;
      instances[index] = { url: `http://127.0.0.1:${PORT}`, dataDir, app: await startApp(place.settings) };
    },
    kill: async (index) => {
      const instance = instances[index];
      await instance?.app.end("SIGKILL");
      outputs.push(instance?.app.output() ?? "");
    },
    end: async () => {
      await nginx.end();
      await Promise.all(instances.map(({ app }) => app.end()));
      await Promise.all(places.map(({ remove }) => remove()));
    },
  };
}
