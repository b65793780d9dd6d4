package dev.tributary.etl.core.internal.spill;

import dev.tributary.etl.core.internal.ledger.DeadLetter;
import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.Problem;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Dead letters. Keeps the codes that it wrote, of which there are few: a file cannot hold a plugin's own. */
final class SpilledLetter implements SpillForm<DeadLetter> {
    private final List<ErrorCode> codes = new ArrayList<>();

    @Override
    public void write(DeadLetter letter, DataOutput out) throws IOException {
        SpilledOrigin.write(out, letter.origin());
        SpilledText.write(out, letter.type());
        SpilledText.write(out, letter.identifier());
        out.writeInt(letter.problems().size());
        for (var problem : letter.problems()) {
            write(problem, out);
        }
        out.writeInt(letter.raw().length);
        out.write(letter.raw());
    }

    private void write(Problem problem, DataOutput out) throws IOException {
        if (!codes.contains(problem.code())) {
            codes.add(problem.code());
        }
        out.writeInt(codes.indexOf(problem.code()));
        SpilledText.write(out, problem.message());
        SpilledText.write(out, problem.field().orElse(null));
        SpilledText.write(out, problem.hint().orElse(null));
    }

    @Override
    public DeadLetter read(DataInput in) throws IOException {
        var origin = SpilledOrigin.of(in);
        var type = SpilledText.orNull(in);
        var identifier = SpilledText.orNull(in);
        int count = in.readInt();
        var problems = new ArrayList<Problem>(count);
        for (int i = 0; i < count; i++) {
            problems.add(problem(in));
        }
        var raw = new byte[in.readInt()];
        in.readFully(raw);
        return new DeadLetter(origin, type, identifier, List.copyOf(problems), raw);
    }

    private Problem problem(DataInput in) throws IOException {
        return new Problem(
                codes.get(in.readInt()),
                SpilledText.of(in),
                Optional.ofNullable(SpilledText.orNull(in)),
                Optional.ofNullable(SpilledText.orNull(in)));
    }
}
