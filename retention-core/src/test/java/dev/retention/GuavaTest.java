package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.invoke.MethodType;
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
 * Every Guava method that the compiled library calls is there. The build runs this beside the oldest Guava that embedders may bring,
 * 21.0, as well as beside the newest.
 */
class GuavaTest {
    private static final Path CLASSES = Path.of("target", "classes");

    @Test
    void everyMethodThatIsCalledIsThere() throws IOException {
        Set<String> missing = new TreeSet<>();
        int called = 0;
        try (Stream<Path> files = Files.walk(CLASSES.toFile().exists() ? CLASSES : compiled())) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                for (Call call : calls(file)) {
                    called++;
                    if (!call.isThere()) {
                        missing.add(call + " in " + file.getFileName());
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(called).isGreaterThan(50);
    }

    private static Path compiled() {
        return Path.of(Proportion.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    }

    /** A method of Guava as a class file names it. */
    private record Call(String owner, String name, String descriptor) {
        boolean isThere() {
            try {
                Class<?> type = Class.forName(owner.replace('/', '.'));
                MethodType wanted = MethodType.fromMethodDescriptorString(descriptor, type.getClassLoader());
                return methods(type).stream()
                        .anyMatch(method -> method.getName().equals(name)
                                && method.getReturnType() == wanted.returnType()
                                && Arrays.equals(method.getParameterTypes(), wanted.parameterArray()));
            } catch (ClassNotFoundException | TypeNotPresentException e) {
                return false;
            }
        }

        private static List<java.lang.reflect.Method> methods(Class<?> type) {
            List<java.lang.reflect.Method> all = new ArrayList<>(List.of(type.getMethods()));
            all.addAll(List.of(Object.class.getMethods()));
            return all;
        }
    }

    /** The methods of Guava in a class file's pool of constants (JVM specification, 4.4). */
    private static List<Call> calls(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            in.readInt();
            in.readInt();
            int size = in.readUnsignedShort();
            String[] text = new String[size];
            int[] first = new int[size];
            int[] second = new int[size];
            List<Integer> methods = new ArrayList<>();
            for (int i = 1; i < size; i++) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case 1 -> text[i] = in.readUTF();
                    case 3, 4 -> in.readInt();
                    case 5, 6 -> {
                        in.readLong();
                        i++;
                    }
                    case 7, 8, 16, 19, 20 -> first[i] = in.readUnsignedShort();
                    case 15 -> in.skipBytes(3);
                    default -> {
                        first[i] = in.readUnsignedShort();
                        second[i] = in.readUnsignedShort();
                        if (tag == 10 || tag == 11) {
                            methods.add(i);
                        }
                    }
                }
            }
            List<Call> calls = new ArrayList<>();
            for (int method : methods) {
                String owner = text[first[first[method]]];
                if (owner.startsWith("com/google/common/")) {
                    calls.add(new Call(owner, text[first[second[method]]], text[second[second[method]]]));
                }
            }
            return calls;
        }
    }
}
