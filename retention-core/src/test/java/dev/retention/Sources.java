package dev.retention;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sources of the library, for tests that hold for all of it. */
public final class Sources {
    private static final Path ROOT = Path.of("src/main/java");
    private static final Path HOUSE = ROOT.resolve("dev/retention");
    private static final Path KIT = Path.of("../retention-testkit/src/main/java/dev/retention");
    private static final Pattern EXPORTS = Pattern.compile("(?m)^\\s*exports ([\\w.]+);");
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("(?m)^public (?:(?:abstract|final|sealed|non-sealed|strictfp)"
                    + " )*(?:class|interface|enum|record|@interface) ");

    private Sources() {}

    /** A source file: its name below {@code dev/retention} with slashes, and its text. */
    public record File(String name, String text) {
        /** The name of its package below {@code dev.retention}, empty for that one. */
        public String packageName() {
            return name.substring(0, Math.max(0, name.lastIndexOf('/'))).replace('/', '.');
        }
    }

    /** Every source file of the library, by name. */
    public static List<File> all() {
        return below(HOUSE);
    }

    /** Every source file of the test kit, by name. */
    public static List<File> ofTheKit() {
        return below(KIT);
    }

    /** The text of the declaration of the module. */
    public static String module() {
        return read(ROOT.resolve("module-info.java"));
    }

    /** Every public top-level type of a package that the module exports. */
    public static List<Class<?>> exportedTypes() {
        List<String> exported = EXPORTS.matcher(module())
                .results()
                .map(export -> export.group(1))
                .toList();
        return below(HOUSE).stream()
                .filter(file -> PUBLIC_TYPE.matcher(file.text()).find())
                .map(file -> ("dev/retention/" + file.name())
                        .replaceAll("\\.java$", "")
                        .replace('/', '.'))
                .filter(name -> exported.contains(name.substring(0, name.lastIndexOf('.'))))
                .<Class<?>>map(Sources::type)
                .toList();
    }

    /** The text of the file that declares a type. */
    public static String of(Class<?> type) {
        return read(ROOT.resolve(type.getName().replaceAll("\\$.*", "").replace('.', '/') + ".java"));
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name, e);
        }
    }

    private static List<File> below(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> new File(directory.relativize(file).toString().replace('\\', '/'), read(file)))
                    .sorted(Comparator.comparing(File::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
