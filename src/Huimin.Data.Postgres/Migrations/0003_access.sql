CREATE TABLE role (
    code text COLLATE "C" NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    highest smallint NOT NULL,
    lowest smallint NOT NULL,
    needs_second_factor boolean NOT NULL,
    revision bigint NOT NULL,
    PRIMARY KEY (code)
);

CREATE TABLE role_permission (
    role text COLLATE "C" NOT NULL,
    permission text COLLATE "C" NOT NULL,
    PRIMARY KEY (role, permission)
);

CREATE TABLE post (
    id bigint PRIMARY KEY,
    account_id bigint NOT NULL,
    role text COLLATE "C" NOT NULL,
    line text COLLATE "C",
    region bigint NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX ix_post_account_id ON post (account_id);
CREATE INDEX ix_post_region ON post (region);

CREATE TABLE duty_use (
    subject text COLLATE "C" NOT NULL,
    permission text COLLATE "C" NOT NULL,
    account_id bigint NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (subject, permission, account_id)
);

-- The usual roles; levels as in region.level: 2 city, 3 county, 4 township, 5 village.
INSERT INTO role (code, name, name_en, highest, lowest, needs_second_factor, revision) VALUES
    ('village_assistant', '村协理员', 'Village assistant', 5, 5, false, 1),
    ('township_clerk', '乡镇经办员', 'Township clerk', 4, 4, false, 1),
    ('township_leader', '乡镇负责人', 'Township leader', 4, 4, false, 1),
    ('county_officer', '业务员', 'County officer', 2, 3, false, 1),
    ('county_approver', '审批员', 'County approver', 2, 3, false, 1),
    ('finance', '财务', 'Finance', 2, 3, false, 1),
    ('inspector', '督查员', 'Inspector', 2, 3, false, 1),
    ('statistician', '统计员', 'Statistician', 2, 4, false, 1),
    ('policy_officer', '政策员', 'Policy officer', 2, 2, false, 1),
    ('city_administrator', '系统管理员', 'City administrator', 2, 2, false, 1),
    ('auditor', '审计员', 'Auditor', 2, 2, false, 1),
    ('institution_user', '机构用户', 'Institution user', 2, 5, false, 1),
    ('resident', '居民', 'Resident', 2, 5, false, 1);

INSERT INTO role_permission (role, permission) VALUES
    ('village_assistant', 'totals.view'), ('village_assistant', 'people.view'), ('village_assistant', 'policies.view'),
    ('township_clerk', 'totals.view'), ('township_clerk', 'people.view'), ('township_clerk', 'people.reveal'), ('township_clerk', 'policies.view'), ('township_clerk', 'cases.propose'),
    ('township_leader', 'totals.view'), ('township_leader', 'people.view'), ('township_leader', 'policies.view'), ('township_leader', 'cases.approve'),
    ('county_officer', 'totals.view'), ('county_officer', 'people.view'), ('county_officer', 'people.reveal'), ('county_officer', 'policies.view'),
    ('county_officer', 'simulations.run'), ('county_officer', 'cases.propose'), ('county_officer', 'registers.register'), ('county_officer', 'payments.prepare'),
    ('county_approver', 'totals.view'), ('county_approver', 'people.view'), ('county_approver', 'people.reveal'), ('county_approver', 'policies.view'),
    ('county_approver', 'simulations.run'), ('county_approver', 'cases.approve'), ('county_approver', 'payments.approve'),
    ('finance', 'totals.view'), ('finance', 'policies.view'), ('finance', 'payments.approve'),
    ('inspector', 'totals.view'), ('inspector', 'people.view'), ('inspector', 'policies.view'), ('inspector', 'registers.inspect'),
    ('statistician', 'totals.view'), ('statistician', 'policies.view'), ('statistician', 'simulations.run'),
    ('policy_officer', 'totals.view'), ('policy_officer', 'people.view'), ('policy_officer', 'policies.view'), ('policy_officer', 'policies.draft'), ('policy_officer', 'policies.publish'), ('policy_officer', 'simulations.run'),
    ('city_administrator', 'policies.view'), ('city_administrator', 'accounts.manage'), ('city_administrator', 'roles.manage'), ('city_administrator', 'system.view'),
    ('auditor', 'policies.view'), ('auditor', 'audit.view'), ('auditor', 'system.view'),
    ('institution_user', 'policies.view'),
    ('resident', 'policies.view');
