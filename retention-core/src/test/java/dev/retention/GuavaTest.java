package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Executable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever the compiled library names of Guava is there. The build runs this, and all but its slow tests, beside the oldest Guava
 * that embedders may bring, 21.0, and without annotations, as well as beside the newest.
 */
class GuavaTest {
    private static final String ANNOTATION = "org.jspecify.annotations.NullMarked";
    private static final String OLDEST = "21.0";

    @Test
    void guavaIsTheOneThatTheBuildMeans() {
        String meant = System.getProperty("guava.beside", "");
        assertThat(whereFrom(ImmutableList.class)).contains("/guava-" + meant);
        assertThat(Name.type(ANNOTATION) == null)
                .as("the oldest Guava stands without annotations")
                .isEqualTo(meant.equals(OLDEST));
    }

    @Test
    void whateverIsNamedIsThere() throws IOException {
        Set<String> missing = new TreeSet<>();
        int named = 0;
        try (Stream<Path> files = Files.walk(Path.of(whereFrom(Proportion.class)))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                for (Name name : names(file)) {
                    named++;
                    if (!name.isThere()) {
                        missing.add(name + " in " + file.getFileName());
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(50);
    }

    private static String whereFrom(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    /** A type of Guava as a class file names it, or one of its members; the descriptor of a type is empty. */
    private record Name(String owner, String name, String descriptor) {
        boolean isThere() {
            Class<?> type = type(owner.replace('/', '.'));
            if (type == null || descriptor.isEmpty()) {
                return type != null;
            }
            if (!descriptor.startsWith("(")) {
                return Arrays.stream(type.getFields())
                        .anyMatch(field -> field.getName().equals(name)
                                && field.getType().descriptorString().equals(descriptor));
            }
            try {
                MethodType wanted = MethodType.fromMethodDescriptorString(descriptor, type.getClassLoader());
                return callable(type, wanted)
                        .anyMatch(found -> Arrays.equals(found.getParameterTypes(), wanted.parameterArray()));
            } catch (TypeNotPresentException e) {
                return false;
            }
        }

        private Stream<? extends Executable> callable(Class<?> type, MethodType wanted) {
            return name.equals("<init>")
                    ? Arrays.stream(type.getConstructors())
                    : Stream.of(type, Object.class)
                            .flatMap(from -> Arrays.stream(from.getMethods()))
                            .filter(method ->
                                    method.getName().equals(name) && method.getReturnType() == wanted.returnType());
        }

        /** The type of a name; null if it is not there. */
        static Class<?> type(String name) {
            try {
                return Class.forName(name);
            } catch (ClassNotFoundException e) {
                return null;
            }
        }
    }

    /** The types of Guava and their members in a class file's pool of constants (JVM specification, 4.4). */
    private static List<Name> names(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            in.readInt();
            in.readInt();
            int size = in.readUnsignedShort();
            String[] text = new String[size];
            int[] first = new int[size];
            int[] second = new int[size];
            List<Integer> types = new ArrayList<>();
            List<Integer> members = new ArrayList<>();
            for (int i = 1; i < size; i++) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case 1 -> text[i] = in.readUTF();
                    case 3, 4 -> in.readInt();
                    case 5, 6 -> {
                        in.readLong();
                        i++;
                    }
                    case 7 -> {
                        first[i] = in.readUnsignedShort();
                        types.add(i);
                    }
                    case 8, 16, 19, 20 -> first[i] = in.readUnsignedShort();
                    case 15 -> in.skipBytes(3);
                    default -> {
                        first[i] = in.readUnsignedShort();
                        second[i] = in.readUnsignedShort();
                        if (tag >= 9 && tag <= 11) {
                            members.add(i);
                        }
                    }
                }
            }
            Stream<Name> all = Stream.concat(
                    types.stream().map(type -> new Name(text[first[type]], "", "")),
                    members.stream()
                            .map(member -> new Name(
                                    text[first[first[member]]],
                                    text[first[second[member]]],
                                    text[second[second[member]]])));
            return all.filter(name -> name.owner().startsWith("com/google/common/"))
                    .toList();
        }
    }
}
