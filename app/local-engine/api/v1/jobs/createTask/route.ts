import { createTask } from "@/lib/local-engine/create-task";
import { engineRoute } from "@/lib/local-engine/route";

export const POST = engineRoute("/local-engine/api/v1/jobs/createTask", createTask);
