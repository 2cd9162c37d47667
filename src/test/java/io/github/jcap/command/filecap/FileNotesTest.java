package io.github.jcap.command.filecap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapAttribute.Oddity;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.kernel.FileFacts;
import io.github.jcap.kernel.FileKind;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNotesTest {
  private static final CapSet NONE = CapSet.EMPTY;
  private static final CapSet RAW = CapSet.of(Capability.NET_RAW);
  private static final CapSet ALL = CapSet.all(40);
  private static final String ELF = "\u007fELF";

  /** The thread has no net_raw in its bounding set. */
  private static final ExecLimits NO_RAW = new ExecLimits(ALL.without(RAW), NONE, ALL);

  /** A file of which nothing is to be told; a test says what differs. */
  private static final class Subject {
    private String path = "/srv/tool";
    private Reading<CapAttribute> attribute =
        Reading.of(new CapAttribute.Sound(FileCaps.of(CapSet.of(Capability.KILL), NONE, true)));
    private Reading<FileFacts> facts = facts(0755);
    private Reading<FileFacts> directory = facts(0755);
    private Reading<ByteString> head = Reading.of(new ByteString(ELF));
    private Reading<Boolean> nosuid = Reading.of(false);
    private Reading<ExecLimits> limits = Reading.of(NO_RAW);
    private Reading<Boolean> packaged = Reading.absent();
    private int limitsAsked;

    static Reading<FileFacts> facts(int mode) {
      return Reading.of(new FileFacts(FileKind.REGULAR, mode, 0, 0, 4, Reading.of(1L)));
    }

    Subject caps(FileCaps caps) {
      attribute = Reading.of(new CapAttribute.Sound(caps));
      return this;
    }

    Reading<List<Note>> notes() {
      Circumstances around = new Circumstances(directory, head, new ByteString("/srv"));
      return FileNotes.of(
          new ByteString(path),
          new Found(attribute, facts, Reading.of(around)),
          nosuid,
          () -> {
            limitsAsked++;
            return limits;
          },
          packaged);
    }

    List<Note> known() {
      return notes().known().orElseThrow();
    }
  }

  private final Subject subject = new Subject();

  @Test
  void ofAnOrdinaryFileNothingIsTold() {
    assertThat(subject.notes()).isEqualTo(Reading.of(List.of()));
  }

  @Test
  void theWordsAreTheContract() {
    assertThat(Stream.of(Note.values()).map(Note::words))
        .containsExactly(
            "inert: nosuid mount",
            "inert: script",
            "interpreter",
            "writable by group",
            "writable by others",
            "in a world-writable directory",
            "capabilities and setuid",
            "capabilities and setgid",
            "+e beyond this process's bounding set: exec would fail with EPERM",
            "unpackaged");
  }

  @ParameterizedTest
  @CsvSource({
    "0755,",
    "0775, GROUP_WRITABLE",
    "0757, WRITABLE_BY_OTHERS",
    "0777, GROUP_WRITABLE WRITABLE_BY_OTHERS",
    "4755, ALSO_SETUID",
    "2755, ALSO_SETGID",
    "6777, GROUP_WRITABLE WRITABLE_BY_OTHERS ALSO_SETUID ALSO_SETGID",
    "2745,",
    "1755,"
  })
  void modeSaysWhoMayWriteAndWhatElseItGives(String mode, @Nullable String notes) {
    subject.facts = Subject.facts(Integer.parseInt(mode, 8));
    assertThat(subject.known()).isEqualTo(notes(notes));
  }

  private static List<Note> notes(@Nullable String names) {
    List<Note> notes = new ArrayList<>();
    if (names != null) {
      for (String name : names.split(" ", -1)) {
        notes.add(Note.valueOf(name));
      }
    }
    return notes;
  }

  @Test
  void setidAloneIsNotBesideCapabilities() {
    subject.attribute = Reading.absent();
    subject.facts = Subject.facts(06755);
    assertThat(subject.known()).isEmpty();
    subject.nosuid = Reading.of(true);
    subject.head = Reading.of(new ByteString("#!/bin/sh"));
    subject.directory = Subject.facts(01777);
    assertThat(subject.known())
        .containsExactly(Note.NOSUID_MOUNT, Note.SCRIPT, Note.WORLD_WRITABLE_DIRECTORY);
  }

  @Test
  void interpreterIsAnElfFileOfSuchAName() {
    subject.path = "/opt/bin/python3.11";
    assertThat(subject.known()).containsExactly(Note.INTERPRETER);
    subject.head = Reading.of(new ByteString("#!/usr/bin/env bash"));
    assertThat(subject.known()).containsExactly(Note.SCRIPT);
    subject.head = Reading.of(new ByteString("data"));
    assertThat(subject.known()).isEmpty();
    subject.path = "/opt/python3.11/tool";
    subject.head = Reading.of(new ByteString(ELF));
    assertThat(subject.known()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "python",
        "python3",
        "python3.11",
        "python3.13t",
        "python3.11-dbg",
        "pypy3",
        "perl",
        "perl5.36.0",
        "perl5.36-x86_64-linux-gnu",
        "bash",
        "sh",
        "dash",
        "busybox",
        "ruby3.1",
        "node",
        "node18",
        "lua5.4",
        "luajit-2.1.0-beta3",
        "php8.2",
        "java",
        "gdb",
        "awk",
        "gawk-5.2",
        "mawk",
        "env",
        "guile-3.0",
        "ksh93",
        "tclsh8.6",
        "ld-linux-x86-64.so.2",
        "ld-musl-x86_64.so.1"
      })
  void namesOfInterpreters(String name) {
    assertThat(Interpreters.isOne(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ping",
        "pythonic",
        "bashful",
        "node_exporter",
        "node2vec",
        "python3x11y",
        "3",
        "-3",
        "sh-",
        "shred",
        "envoy",
        "perl-",
        "javac",
        "mount",
        "php2html",
        "awk.1x2"
      })
  void namesOfOtherPrograms(String name) {
    assertThat(Interpreters.isOne(name)).isFalse();
  }

  @Test
  void whatCannotBeExecutedHereFailsWithEperm() {
    subject.caps(FileCaps.of(RAW, NONE, true));
    assertThat(subject.known()).containsExactly(Note.BEYOND_BOUNDING);
    subject.nosuid = Reading.of(true);
    assertThat(subject.known()).containsExactly(Note.NOSUID_MOUNT);
    subject.nosuid = Reading.of(false);
    subject.head = Reading.of(new ByteString("#!x"));
    assertThat(subject.known()).containsExactly(Note.SCRIPT);
  }

  @Test
  void withoutEffectiveFlagThereAreFewerAndNoError() {
    subject.caps(FileCaps.of(RAW, NONE, false));
    assertThat(subject.known()).isEmpty();
    assertThat(subject.limitsAsked).isZero();
  }

  @Test
  void revision3IsHandedOverOnlyWhereItDoesNotCount() {
    subject.caps(new FileCaps(RAW, NONE, true, OptionalLong.of(1000), 3));
    assertThat(subject.known()).isEmpty();
  }

  /** One capability's bits are a truth table, since they do not touch each other. */
  @Test
  void permittedIsGainedThroughBoundingOrThroughBothInheritableSets() {
    for (int bits = 0; bits < 16; bits++) {
      boolean bounding = (bits & 1) != 0;
      boolean inheritable = (bits & 2) != 0;
      boolean fileInheritable = (bits & 4) != 0;
      boolean filePermitted = (bits & 8) != 0;
      ExecLimits limits = new ExecLimits(bounding ? RAW : NONE, inheritable ? RAW : NONE, ALL);
      FileCaps caps = FileCaps.of(filePermitted ? RAW : NONE, fileInheritable ? RAW : NONE, true);
      boolean gained = bounding || (inheritable && fileInheritable);
      assertThat(limits.refuses(caps)).as("%s", bits).isEqualTo(filePermitted && !gained);
    }
  }

  @Test
  void bitsThatTheKernelDoesNotKnowAreCutOff() {
    ExecLimits limits = new ExecLimits(ALL, NONE, ALL);
    assertThat(limits.refuses(FileCaps.of(new CapSet(-1), NONE, true))).isFalse();
    assertThat(limits.refuses(FileCaps.of(new CapSet(1L << 50), NONE, true))).isFalse();
    assertThat(NO_RAW.refuses(FileCaps.of(new CapSet(-1), NONE, true))).isTrue();
  }

  @Test
  void oddAttributesAreNotSaidToFailWithEperm() {
    for (Oddity oddity : List.of(Oddity.FOREIGN, Oddity.MALFORMED)) {
      subject.attribute = Reading.of(new CapAttribute.Odd(oddity));
      assertThat(subject.known()).isEmpty();
    }
    subject.attribute = Reading.of(new CapAttribute.Odd(Oddity.UNREADABLE));
    assertThat(subject.notes().isUnknown()).as("of revision 1 it may be").isTrue();
  }

  @Test
  void packageIsToldOnlyWhereItWasAsked() {
    subject.packaged = Reading.of(true);
    assertThat(subject.known()).isEmpty();
    subject.packaged = Reading.of(false);
    assertThat(subject.known()).containsExactly(Note.UNPACKAGED);
  }

  @Test
  void whatCouldNotBeReadIsNeverNoNote() {
    for (int i = 0; i < 6; i++) {
      FileNotesTest fresh = new FileNotesTest();
      fresh.makeUnknown(i);
      assertThat(fresh.subject.notes().isUnknown()).as("%s", i).isTrue();
    }
    subject.head = Reading.unknown();
    subject.facts = Subject.facts(0757);
    assertThat(subject.known())
        .as("what is known is told")
        .containsExactly(Note.WRITABLE_BY_OTHERS);
  }

  private void makeUnknown(int which) {
    switch (which) {
      case 0 -> subject.facts = Reading.unknown();
      case 1 -> subject.directory = Reading.unknown();
      case 2 -> subject.head = Reading.unknown();
      case 3 -> subject.nosuid = Reading.unknown();
      case 4 -> subject.packaged = Reading.unknown();
      default -> {
        subject.caps(FileCaps.of(RAW, NONE, true));
        subject.limits = Reading.unknown();
      }
    }
  }
}
