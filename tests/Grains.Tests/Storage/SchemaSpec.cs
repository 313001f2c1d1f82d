using FChat.Storage.Schema;

namespace FChat.Storage;

/// <summary>What every schema must do, whatever database it is on.</summary>
public abstract class SchemaSpec
{
    [Fact]
    public void An_empty_database_gets_every_table()
    {
        MakeEmpty();

        Schema().Migrate();

        string[] tables = ["chat_call_event", "chat_call_participant", "chat_call_session", "chat_message", "chat_room", "chat_room_member", "chat_user_activity"];
        Assert.Equal(tables, Tables().Where(name => name.StartsWith("chat_", StringComparison.Ordinal)).Order());
        Schema().Check();
    }

    [Fact]
    public void A_second_run_changes_nothing()
    {
        Schema().Migrate();
        var before = Query("select ScriptName || Applied from schema_version");

        Schema().Migrate();

        Assert.Equal(before, Query("select ScriptName || Applied from schema_version"));
    }

    [Fact]
    public async Task Starters_at_the_same_time_run_every_script_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Schema().Migrate())));

        var ran = Query("select ScriptName from schema_version");
        Assert.Equal(ran.Distinct(), ran);
    }

    [Fact]
    public void A_schema_of_a_newer_program_is_refused_and_stays()
    {
        Schema().Migrate();
        Query("insert into schema_version (ScriptName, Applied) values ('9999_tomorrow', '2099-01-01') returning ScriptName");

        var refusal = Assert.Throws<SchemaException>(() => Schema().Migrate());

        Assert.Contains("9999_tomorrow", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<SchemaException>(() => Schema().Check());
        Assert.Contains("9999_tomorrow", Query("select ScriptName from schema_version"));
    }

    [Fact]
    public void A_check_refuses_an_older_schema_and_changes_nothing()
    {
        MakeEmpty();

        Assert.Contains("--migrate", Assert.Throws<SchemaException>(() => Schema().Check()).Message, StringComparison.Ordinal);
        Assert.Empty(Tables());
    }

    [Fact]
    public void A_script_that_fails_leaves_nothing_behind_and_says_why()
    {
        MakeEmpty();
        Query("create table chat_message (already integer)");

        Assert.Contains("chat_message", Assert.Throws<SchemaException>(() => Schema().Migrate()).Message, StringComparison.Ordinal);
        Assert.Equal(["chat_message"], Tables());
    }

    /// <summary>The schema as a program has it that starts now.</summary>
    protected abstract DatabaseSchema Schema();

    /// <summary>A database without anything in it.</summary>
    protected abstract void MakeEmpty();

    /// <summary>Every table that there is.</summary>
    protected abstract string[] Tables();

    /// <summary>The first column of an answer.</summary>
    protected abstract string[] Query(string sql);
}
