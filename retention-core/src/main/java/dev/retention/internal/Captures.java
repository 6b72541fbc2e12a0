package dev.retention.internal;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;

/** What users' functions capture, which travels with what is made of them. */
public final class Captures {
    private Captures() {}

    /** Writes the fields of an object; if a function in it captures something that is not serialisable, says whose it is. */
    public static void write(ObjectOutputStream out, String what) throws IOException {
        try {
            out.defaultWriteObject();
        } catch (NotSerializableException e) {
            NotSerializableException named = new NotSerializableException(
                    what + " captures something that is not serialisable, of type " + e.getMessage());
            named.initCause(e);
            throw named;
        }
    }
}
