using System.Text.Json.Serialization;
using FChat.Durable;

namespace FChat.Storage;

public sealed class GrainStateSerializerTests
{
    [Fact]
    public void A_state_is_written_with_the_format_that_was_registered_for_it()
    {
        var stored = Serializer(new StateFormat(typeof(Note), 3)).Serialize(new Note { Text = "new" });

        Assert.Equal("""{"format":3,"state":{"text":"new"}}""", stored.ToString());
    }

    [Fact]
    public void A_program_reads_what_an_older_one_wrote()
    {
        var stored = Serializer().Serialize(new Note { Text = "old" });

        Assert.Equal("old", Serializer(new StateFormat(typeof(Note), 3)).Deserialize<Note>(stored).Text);
    }

    [Fact]
    public void A_program_refuses_what_a_newer_one_wrote_and_says_both_formats()
    {
        var stored = Serializer(new StateFormat(typeof(Note), 3)).Serialize(new Note { Text = "new" });

        var refusal = Assert.Throws<UnreadableStateException>(() => Serializer(new StateFormat(typeof(Note), 2)).Deserialize<Note>(stored));

        Assert.Contains("format 3", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("up to 2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_format_of_one_state_says_nothing_of_another()
    {
        var stored = Serializer(new StateFormat(typeof(Note), 3)).Serialize(new Count { Number = 7 });

        Assert.Equal("""{"format":1,"state":{"number":7}}""", stored.ToString());
    }

    [Fact]
    public void A_field_that_an_older_program_does_not_know_is_passed_over() =>
        Assert.Equal("kept", Serializer().Deserialize<Note>(new BinaryData("""{"format":1,"state":{"later":[1,2],"text":"kept"}}""")).Text);

    [Fact]
    public void A_type_that_no_context_knows_is_refused_on_the_way_in_and_out()
    {
        Assert.Throws<InvalidOperationException>(() => Serializer().Serialize(new Version(1, 2)));
        Assert.Throws<InvalidOperationException>(() => Serializer().Deserialize<Version>(new BinaryData("""{"format":1,"state":"1.2"}""")));
    }

    private static GrainStateSerializer Serializer(params StateFormat[] formats) => new([new OtherJson(), NoteJson.Default], formats);
}

[JsonSerializable(typeof(Uri))]
internal sealed partial class OtherJson : JsonSerializerContext;
