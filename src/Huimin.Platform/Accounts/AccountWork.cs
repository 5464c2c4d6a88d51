using Huimin.Platform.Accounts.Administration;
using Huimin.Platform.Data;

namespace Huimin.Platform.Accounts;

/// <summary>The actions on accounts for commands, which have no services: <c>new AccountWork(context).Add</c>.</summary>
public sealed class AccountWork(AppDbContext context)
{
    private static readonly Passwords Passwords = new();

    public ManagedAccounts Managed { get; } = new(context);

    public AddAccount Add => new(context, Managed, Passwords, TimeProvider.System);

    public DisableAccount Disable => new(Managed);

    public EnableAccount Enable => new(Managed);

    public ResetAccount Reset => new(context, Managed, Passwords);

    public AddPost AddPost => new(context, Managed, TimeProvider.System);

    public EndPost EndPost => new(context, Managed, TimeProvider.System);

    public AddDemoAccounts AddDemoAccounts => new(context, Add);

    public AddFirstAdministrator AddFirstAdministrator => new(context, Add);
}
