package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which job of which ledger, and what is printed of what was done to it. */
final class JobParameter {
    @Parameters(index = "0", paramLabel = "JOB", description = "A job's id, or as much of it as 'etl jobs' shows.")
    private String job = "";

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    /** What is done to a job; the word that it came to, such as {@code cancelled}. */
    interface Work {
        String on(Etl etl, String job) throws InterruptedException;
    }

    /** Does the work on the job that is meant. Exit code 1 when the job's {@code done} is another word. */
    int perform(Surroundings surroundings, String done, Work work) throws InterruptedException {
        if (!home.exists(surroundings)) {
            surroundings.err().println(home.missing());
            return ExitCode.FAILED;
        }
        try (Etl etl = home.open(surroundings)) {
            return json.orFailure(surroundings, () -> {
                String id = etl.operations().job(job);
                String status = work.on(etl, id);
                print(surroundings, id, status);
                return status.equals(done) ? ExitCode.DONE : ExitCode.FAILED;
            });
        }
    }

    private void print(Surroundings surroundings, String id, String status) {
        if (json.wanted()) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("job_id", id);
            object.put("status", status);
            surroundings.out().println(JsonText.of(object));
        } else {
            surroundings.out().println("job " + id + "  " + status);
        }
    }

    /** What another command needs to look at the same ledger. */
    String argument() {
        return home.argument();
    }
}
