package dev.retention.experiment;

import dev.retention.internal.Captures;
import dev.retention.time.Timeline;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serial;

/** What a function of the caller's says, which is told from others by the name that it was given first. */
final class FunctionSource implements OutcomeSource {
    private static final long serialVersionUID = 1;

    private final String name;
    private final Outcome.Body body;

    FunctionSource(String name, Outcome.Body body) {
        this.name = name;
        this.body = body;
    }

    @Override
    public String words() {
        return OutcomeSettings.quoted(name);
    }

    @Override
    public Reader reader(Timeline periods) {
        return body::apply;
    }

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
        Captures.write(out, "outcome (" + name + ")");
    }
}
