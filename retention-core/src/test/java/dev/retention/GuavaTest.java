package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.retention.ClassFile.Name;
import java.lang.invoke.MethodType;
import java.lang.reflect.Executable;
import java.util.Arrays;
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
        assertThat(ClassFile.whereFrom(ImmutableList.class)).contains("/guava-" + meant);
        assertThat(type(ANNOTATION) == null)
                .as("the oldest Guava stands without annotations")
                .isEqualTo(meant.equals(OLDEST));
    }

    @Test
    void whateverIsNamedIsThere() {
        Set<String> missing = new TreeSet<>();
        int named = 0;
        for (ClassFile file : ClassFile.all()) {
            for (Name name : file.names()) {
                if (name.owner().startsWith("com/google/common/")) {
                    named++;
                    if (!isThere(name)) {
                        missing.add(name + " in " + file);
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(50);
    }

    private static boolean isThere(Name name) {
        Class<?> type = type(name.owner().replace('/', '.'));
        if (type == null || name.descriptor().isEmpty()) {
            return type != null;
        }
        if (!name.descriptor().startsWith("(")) {
            return Arrays.stream(type.getFields())
                    .anyMatch(field -> field.getName().equals(name.name())
                            && field.getType().descriptorString().equals(name.descriptor()));
        }
        try {
            MethodType wanted = MethodType.fromMethodDescriptorString(name.descriptor(), type.getClassLoader());
            return callable(type, name.name(), wanted)
                    .anyMatch(found -> Arrays.equals(found.getParameterTypes(), wanted.parameterArray()));
        } catch (TypeNotPresentException e) {
            return false;
        }
    }

    private static Stream<? extends Executable> callable(Class<?> type, String name, MethodType wanted) {
        return name.equals("<init>")
                ? Arrays.stream(type.getConstructors())
                : Stream.of(type, Object.class)
                        .flatMap(from -> Arrays.stream(from.getMethods()))
                        .filter(method ->
                                method.getName().equals(name) && method.getReturnType() == wanted.returnType());
    }

    /** The type of a name; null if it is not there. */
    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
