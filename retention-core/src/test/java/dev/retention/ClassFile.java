package dev.retention;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A compiled class of the library and what it names: its pool of constants (JVM specification, 4.4). */
final class ClassFile {
    private static final Pattern HOUSE = Pattern.compile("dev/retention/((?:[a-z]+/)*[A-Z]\\w*)");

    private final String own;
    private final List<String> texts;
    private final List<Name> names;

    private ClassFile(String own, List<String> texts, List<Name> names) {
        this.own = own;
        this.texts = texts;
        this.names = names;
    }

    /** A type as a class file names it, or one of its members; the descriptor of a type is empty. */
    record Name(String owner, String name, String descriptor) {}

    /** Every compiled class of the library, by name. */
    static List<ClassFile> all() {
        try (Stream<Path> files = Files.walk(Path.of(whereFrom(Proportion.class)))) {
            return files.filter(file -> file.toString().endsWith(".class")
                            && !file.endsWith("module-info.class")
                            && !file.endsWith("package-info.class"))
                    .map(ClassFile::read)
                    .sorted(Comparator.comparing(ClassFile::type))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path to the folder or archive that a type was loaded from. */
    static String whereFrom(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    /** The top-level type below {@code dev.retention} that this class is or is part of, such as {@code rule.Sweep}. */
    String type() {
        return topLevel(own);
    }

    /** The types and members that code and descriptions of code refer to. */
    List<Name> names() {
        return names;
    }

    /** The top-level types below {@code dev.retention} that it names anywhere, in signatures too, without its own. */
    Set<String> houseTypes() {
        Set<String> types = new TreeSet<>();
        for (String text : texts) {
            Matcher matcher = HOUSE.matcher(text);
            while (matcher.find()) {
                types.add(topLevel("dev/retention/" + matcher.group(1)));
            }
        }
        types.remove(type());
        return types;
    }

    private static String topLevel(String name) {
        return name.replaceAll("^dev/retention/|\\$.*", "").replace('/', '.');
    }

    private static ClassFile read(Path file) {
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
            in.readUnsignedShort();
            String own = text[first[in.readUnsignedShort()]];
            List<Name> names = Stream.concat(
                            types.stream().map(type -> new Name(text[first[type]], "", "")),
                            members.stream()
                                    .map(member -> new Name(
                                            text[first[first[member]]],
                                            text[first[second[member]]],
                                            text[second[second[member]]])))
                    .toList();
            return new ClassFile(
                    own, Arrays.stream(text).filter(Objects::nonNull).toList(), names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return own;
    }
}
