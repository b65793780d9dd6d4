package dev.tributary.etl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.cli.CommandRunner.Result;
import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.Worker;
import dev.tributary.etl.core.WorkerRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The worker as people start it, and what it says to machines. */
@Timeout(60)
class WorkerCommandTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aWorkerWithoutAnythingToDoIsIdleAtOnce() {
        CommandRunner etl = new CommandRunner(folder);
        Result idle = etl.run("worker", "--until-idle", "--workers", "2", "--http", "0");
        assertThat(idle.code()).as(idle.err()).isZero();
        assertThat(idle.out()).contains("worked on 0 units");
        assertThat(idle.err()).contains("listening at http://127.0.0.1:");
        assertThat(etl.run("worker", "--until-idle", "--json").out())
                .startsWith("{\"units_parsed\":0,")
                .contains("\"failed_jobs\":[]");
    }

    @Test
    void wrongUsageIsTold() {
        CommandRunner etl = new CommandRunner(folder);
        for (List<String> wrong :
                List.of(List.of("--workers", "0"), List.of("--http", "here"), List.of("--http", "99999"))) {
            Result result = etl.run("worker", "--until-idle", wrong.get(0), wrong.get(1));
            assertThat(result.code()).as(wrong.toString()).isEqualTo(2);
            assertThat(result.err()).contains(wrong.get(0), wrong.get(1));
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static HttpResponse<String> ask(String method, String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void machinesAreToldHowItIs() throws IOException, InterruptedException {
        CommandRunner runner = new CommandRunner(folder);
        runner.dataset("sample_one");
        assertThat(runner.run("run", "sample_one").code()).isZero();
        try (Etl etl = Etl.embedded(folder.resolve(".etl"))) {
            Worker worker = etl.worker(WorkerRequest.untilStopped());
            try (WorkerServer server = WorkerServer.start(new HttpAddress("127.0.0.1", 0), etl.operations(), worker)) {
                assertThat(ask("GET", server.url() + "/health/live").statusCode())
                        .isEqualTo(200);
                assertThat(ask("GET", server.url() + "/health/ready").body()).isEqualTo("ready\n");
                HttpResponse<String> metrics = ask("GET", server.url() + "/metrics");
                assertThat(metrics.headers().firstValue("Content-Type").orElse(""))
                        .startsWith("text/plain; version=0.0.4");
                assertThat(metrics.body())
                        .contains(
                                "# TYPE etl_worker_units_total counter\n",
                                "etl_worker_units_total{type=\"store_batch\"} 0\n",
                                "etl_worker_lease_losses_total 0\n",
                                "etl_ledger_up 1\n",
                                "etl_jobs{status=\"completed\"} 1\n",
                                "etl_oldest_heartbeat_seconds 0.000\n",
                                "etl_dataset_age_seconds{dataset=\"sample_one\"} ");
                assertThat(ask("HEAD", server.url() + "/metrics").statusCode()).isEqualTo(200);
                assertThat(ask("POST", server.url() + "/metrics").statusCode()).isEqualTo(405);
                assertThat(ask("GET", server.url() + "/metrics/more").statusCode())
                        .isEqualTo(404);
                assertThat(ask("GET", server.url() + "/").statusCode()).isEqualTo(404);
            }
            worker.drain();
            assertThat(worker.await().ok()).isTrue();
        }
    }
}
