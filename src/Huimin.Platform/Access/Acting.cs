namespace Huimin.Platform.Access;

/// <summary>
/// Who acts now and under which duty 当前操作人: for a page the account behind the sign-in cookie, for a command the user of the
/// machine. Until a request is signed in it reaches nothing.
/// </summary>
public sealed class Acting
{
    private IReadOnlySet<string> permissions = new HashSet<string>();

    /// <summary>Null for commands and for readers who are not signed in.</summary>
    public long? AccountId { get; private set; }

    /// <summary>Name of the account, or of the user who runs the command.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The post acted under; null for commands and for accounts without one.</summary>
    public Post? Post { get; private set; }

    /// <summary>Official name of the post's region; empty without one.</summary>
    public string Place { get; private set; } = "";

    /// <summary>Code of the role acted under; empty without one.</summary>
    public string Duty => Post?.Role ?? "";

    /// <summary>Where the request comes from; null for commands.</summary>
    public string? Address { get; set; }

    public Reach Reach { get; private set; } = Reach.Nothing;

    public bool IsCommand { get; private init; }

    /// <summary>
    /// Programmes of the post's business line, by which entitlements and totals are cut; not looked at where the post has all lines.
    /// Known once the policies are read.
    /// </summary>
    public IReadOnlyList<string> Programmes { get; private set; } = [];

    /// <summary>A command, which the machine's own access control guards.</summary>
    public static Acting Command() => new() { Name = Environment.UserName, Reach = Reach.Everything, IsCommand = true };

    /// <summary>
    /// The program itself, at the request of somebody who is not signed in 办事大厅. Whoever opens a context with it looks at nothing but what
    /// that person has proved to be the own.
    /// </summary>
    /// <param name="name">How the timeline calls the person.</param>
    /// <param name="address">Where the request comes from.</param>
    public static Acting ForResident(string name, string? address) => new() { Name = name, Address = address, Reach = Reach.Everything, IsCommand = true };

    /// <summary>The request belongs to this account, acting under this post.</summary>
    /// <param name="post">Null for an account without posts: it reaches nothing and may nothing.</param>
    /// <param name="permissions">Those of the post's role.</param>
    /// <param name="place">Official name of the post's region.</param>
    public void As(long accountId, string name, Post? post, IReadOnlySet<string> permissions, string place = "")
    {
        ArgumentNullException.ThrowIfNull(permissions);
        (AccountId, Name, Post, Place) = (accountId, name, post, place);
        Reach = post?.Reach ?? Reach.Nothing;
        this.permissions = post is null ? new HashSet<string>() : permissions;
    }

    public void SetProgrammesOfLine(IReadOnlyList<string> programmes) => Programmes = programmes;

    /// <summary>Whether the duty acted under allows it; what a command may is a matter of the machine.</summary>
    public bool May(string permission) => IsCommand || permissions.Contains(permission);
}
