# All of aws_iam_*. What differs between the first and the second state is changed by the update.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {}

variable "state" { default = "first" }
variable "saml_metadata" { type = map(string) }
variable "certificate" { type = object({ body = string, key = string, chain = string }) }
variable "signing_certificate" {}
variable "ssh_key" {}

locals {
  changed = var.state == "second"
  service = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = var.state, Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

# ---- roles and their policies

data "aws_iam_policy_document" "read" {
  statement {
    sid       = var.state
    actions   = ["s3:GetObject", "s3:ListBucket"]
    resources = ["arn:aws:s3:::notes", "arn:aws:s3:::notes/*"]
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["true"]
    }
  }
}

data "aws_iam_policy_document" "federated" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.builds.arn]
    }
    condition {
      test     = "StringLike"
      variable = "token.example.org:sub"
      values   = ["repo:notes/*"]
    }
  }
  statement {
    actions = ["sts:AssumeRole", "sts:TagSession"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_user.ann.arn, aws_iam_role.worker.arn]
    }
  }
}

resource "aws_iam_role" "worker" {
  name                 = "worker"
  path                 = "/app/"
  description          = var.state
  max_session_duration = local.changed ? 7200 : 3600
  assume_role_policy   = local.service
  permissions_boundary = local.changed ? aws_iam_policy.limit.arn : null
  tags                 = { state = var.state }
}

resource "aws_iam_role" "builder" {
  name_prefix        = "builder-"
  assume_role_policy = data.aws_iam_policy_document.federated.json
}

resource "aws_iam_role_policy" "worker" {
  name   = "own"
  role   = aws_iam_role.worker.id
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_role_policies_exclusive" "worker" {
  role_name    = aws_iam_role.worker.name
  policy_names = [aws_iam_role_policy.worker.name]
}

resource "aws_iam_role_policy_attachment" "worker" {
  role       = aws_iam_role.worker.name
  policy_arn = aws_iam_policy.read.arn
}

resource "aws_iam_role_policy_attachment" "managed" {
  role       = aws_iam_role.worker.name
  policy_arn = local.changed ? "arn:aws:iam::aws:policy/SecurityAudit" : "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_role_policy_attachments_exclusive" "builder" {
  role_name   = aws_iam_role.builder.name
  policy_arns = local.changed ? [] : [aws_iam_policy.limit.arn]
}

resource "aws_iam_policy" "read" {
  name        = "read"
  path        = "/app/"
  description = "reads notes"
  policy      = data.aws_iam_policy_document.read.json
  tags        = { state = var.state }
}

resource "aws_iam_policy" "limit" {
  name_prefix = "limit-"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
  })
}

resource "aws_iam_policy" "everywhere" {
  name   = "everywhere"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "s3:DeleteBucket", Resource = "*" }] })
}

resource "aws_iam_policy_attachment" "everywhere" {
  name       = "everywhere"
  policy_arn = aws_iam_policy.everywhere.arn
  users      = local.changed ? [aws_iam_user.leaver.name] : []
  groups     = [aws_iam_group.team.name]
  roles      = local.changed ? [aws_iam_role.worker.name] : []
}

resource "aws_iam_instance_profile" "worker" {
  name = "worker"
  path = "/app/"
  role = local.changed ? aws_iam_role.builder.name : aws_iam_role.worker.name
  tags = { state = var.state }
}

resource "aws_iam_service_linked_role" "scaling" {
  aws_service_name = "autoscaling.amazonaws.com"
  custom_suffix    = "notes"
  description      = var.state
}

# ---- users and groups

resource "aws_iam_user" "ann" {
  name                 = "ann"
  path                 = local.changed ? "/people/notes/" : "/people/"
  permissions_boundary = local.changed ? null : aws_iam_policy.limit.arn
  tags                 = { state = var.state }
}

resource "aws_iam_user" "bob" {
  name = local.changed ? "robert" : "bob"
}

resource "aws_iam_user" "leaver" {
  name          = "leaver"
  force_destroy = true
}

resource "aws_iam_user_policy" "ann" {
  name   = "own"
  user   = aws_iam_user.ann.name
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_user_policies_exclusive" "ann" {
  user_name    = aws_iam_user.ann.name
  policy_names = [aws_iam_user_policy.ann.name]
}

resource "aws_iam_user_policy_attachment" "bob" {
  user       = aws_iam_user.bob.name
  policy_arn = aws_iam_policy.read.arn
}

resource "aws_iam_user_policy_attachments_exclusive" "bob" {
  user_name   = aws_iam_user.bob.name
  policy_arns = [aws_iam_user_policy_attachment.bob.policy_arn]
}

resource "aws_iam_group" "team" {
  name = local.changed ? "crew" : "team"
  path = local.changed ? "/notes/" : "/"
}

resource "aws_iam_group" "other" {
  name = "other"
}

resource "aws_iam_group_policy" "team" {
  name   = "own"
  group  = aws_iam_group.team.name
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_group_policies_exclusive" "team" {
  group_name   = aws_iam_group.team.name
  policy_names = [aws_iam_group_policy.team.name]
}

resource "aws_iam_group_policy_attachment" "other" {
  group      = aws_iam_group.other.name
  policy_arn = aws_iam_policy.read.arn
}

resource "aws_iam_group_policy_attachments_exclusive" "other" {
  group_name  = aws_iam_group.other.name
  policy_arns = [aws_iam_group_policy_attachment.other.policy_arn]
}

resource "aws_iam_group_membership" "team" {
  name  = "team"
  group = aws_iam_group.team.name
  users = local.changed ? [aws_iam_user.ann.name] : [aws_iam_user.ann.name, aws_iam_user.bob.name]
}

resource "aws_iam_user_group_membership" "leaver" {
  user   = aws_iam_user.leaver.name
  groups = [aws_iam_group.other.name]
}

# ---- credentials of users

resource "aws_iam_access_key" "ann" {
  user   = aws_iam_user.ann.name
  status = local.changed ? "Inactive" : "Active"
}

resource "aws_iam_user_login_profile" "ann" {
  user                    = aws_iam_user.ann.name
  password_length         = 24
  password_reset_required = true
  depends_on              = [aws_iam_account_password_policy.strict]
}

resource "aws_iam_user_ssh_key" "ann" {
  username   = aws_iam_user.ann.name
  encoding   = "SSH"
  public_key = var.ssh_key
  status     = local.changed ? "Inactive" : "Active"
}

resource "aws_iam_signing_certificate" "ann" {
  user_name        = aws_iam_user.ann.name
  certificate_body = var.signing_certificate
  status           = local.changed ? "Inactive" : "Active"
}

resource "aws_iam_service_specific_credential" "ann" {
  user_name    = aws_iam_user.ann.name
  service_name = "codecommit.amazonaws.com"
  status       = local.changed ? "Inactive" : "Active"
}

resource "aws_iam_virtual_mfa_device" "ann" {
  virtual_mfa_device_name = "ann"
  path                    = "/people/"
  tags                    = { state = var.state }
}

# ---- providers, certificates, the account

resource "aws_iam_openid_connect_provider" "builds" {
  url             = "https://token.example.org"
  client_id_list  = local.changed ? ["notes", "more"] : ["notes", "less"]
  thumbprint_list = [local.changed ? "990f4193972f2becf12ddeda5237f9c952f20d9e" : "6938fd4d98bab03faadb97b34396831e3780aea1"]
  tags            = { state = var.state }
}

resource "aws_iam_saml_provider" "office" {
  name                   = "office"
  saml_metadata_document = var.saml_metadata[var.state]
  tags                   = { state = var.state }
}

resource "aws_iam_server_certificate" "site" {
  name_prefix       = "site-"
  path              = "/cloudfront/notes/"
  certificate_body  = var.certificate.body
  certificate_chain = var.certificate.chain
  private_key       = var.certificate.key
  tags              = { state = var.state }
}

resource "aws_iam_account_alias" "notes" {
  account_alias = "notes-${var.state}"
}

resource "aws_iam_account_password_policy" "strict" {
  minimum_password_length        = local.changed ? 16 : 12
  require_lowercase_characters   = true
  require_uppercase_characters   = true
  require_numbers                = true
  require_symbols                = true
  allow_users_to_change_password = true
  max_password_age               = local.changed ? 90 : null
  password_reuse_prevention      = 5
}

resource "aws_iam_organizations_features" "root" {
  enabled_features = local.changed ? ["RootSessions"] : ["RootCredentialsManagement", "RootSessions"]
}

resource "aws_iam_security_token_service_preferences" "tokens" {
  global_endpoint_token_version = local.changed ? "v1Token" : "v2Token"
}

# ---- what is read

data "aws_caller_identity" "me" {}

data "aws_iam_role" "worker" {
  name = aws_iam_role.worker.name
}

data "aws_iam_roles" "app" {
  path_prefix = "/app/"
  name_regex  = "^work"
  depends_on  = [aws_iam_role.worker]
}

data "aws_iam_policy" "read" {
  name        = aws_iam_policy.read.name
  path_prefix = "/app/"
}

data "aws_iam_policy" "managed" {
  arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

data "aws_iam_user" "leaver" {
  user_name = aws_iam_user.leaver.name
}

data "aws_iam_users" "people" {
  path_prefix = "/people/"
  depends_on  = [aws_iam_user.ann]
}

data "aws_iam_group" "other" {
  group_name = aws_iam_group.other.name
  depends_on = [aws_iam_user_group_membership.leaver]
}

data "aws_iam_instance_profile" "worker" {
  name = aws_iam_instance_profile.worker.name
}

data "aws_iam_instance_profiles" "worker" {
  role_name  = aws_iam_role.worker.name
  depends_on = [aws_iam_instance_profile.worker]
}

data "aws_iam_openid_connect_provider" "builds" {
  url        = "https://token.example.org"
  depends_on = [aws_iam_openid_connect_provider.builds]
}

data "aws_iam_saml_provider" "office" {
  arn = aws_iam_saml_provider.office.arn
}

data "aws_iam_server_certificate" "site" {
  name_prefix = "site-"
  latest      = true
  depends_on  = [aws_iam_server_certificate.site]
}

data "aws_iam_account_alias" "notes" {
  depends_on = [aws_iam_account_alias.notes]
}

data "aws_iam_access_keys" "ann" {
  user = aws_iam_access_key.ann.user
}

data "aws_iam_user_ssh_key" "ann" {
  username          = aws_iam_user.ann.name
  ssh_public_key_id = aws_iam_user_ssh_key.ann.ssh_public_key_id
  encoding          = "PEM"
}

data "aws_iam_session_context" "worker" {
  arn = "arn:aws:sts::${data.aws_caller_identity.me.account_id}:assumed-role/${aws_iam_role.worker.name}/someone"
}

data "aws_iam_principal_policy_simulation" "allowed" {
  policy_source_arn = aws_iam_role.worker.arn
  action_names      = ["s3:GetObject"]
  resource_arns     = ["arn:aws:s3:::notes/one"]
  context {
    key    = "aws:SecureTransport"
    type   = "boolean"
    values = ["true"]
  }
  depends_on = [aws_iam_role_policy.worker]
}

data "aws_iam_principal_policy_simulation" "denied" {
  policy_source_arn = aws_iam_user.ann.arn
  action_names      = ["iam:CreateUser", "s3:DeleteBucket"]
  depends_on        = [aws_iam_policy_attachment.everywhere, aws_iam_group_membership.team]
}

# The suite compares each of these to what the emulator holds.
output "read" {
  value = {
    account           = data.aws_caller_identity.me.account_id
    role              = data.aws_iam_role.worker.unique_id
    roles             = data.aws_iam_roles.app.names
    policy            = data.aws_iam_policy.read.policy_id
    managed           = data.aws_iam_policy.managed.name
    user              = data.aws_iam_user.leaver.user_id
    users             = data.aws_iam_users.people.names
    members           = data.aws_iam_group.other.users[*].user_name
    profile           = data.aws_iam_instance_profile.worker.role_name
    profiles          = data.aws_iam_instance_profiles.worker.names
    clients           = data.aws_iam_openid_connect_provider.builds.client_id_list
    saml              = data.aws_iam_saml_provider.office.name
    certificate_path  = data.aws_iam_server_certificate.site.path
    certificate_until = data.aws_iam_server_certificate.site.expiration_date
    alias             = data.aws_iam_account_alias.notes.account_alias
    keys              = data.aws_iam_access_keys.ann.access_keys[*].access_key_id
    ssh_key           = data.aws_iam_user_ssh_key.ann.public_key
    issuer            = data.aws_iam_session_context.worker.issuer_arn
    allowed           = data.aws_iam_principal_policy_simulation.allowed.all_allowed
    denied            = [for one in data.aws_iam_principal_policy_simulation.denied.results : "${one.action_name} ${one.decision}"]
  }
}

# What can be imported without a change, and by which id. The provider reads neither the key of a server certificate nor the
# length of a password back, and has no import for the others that are missing.
output "ids" {
  value = {
    "aws_iam_access_key.ann"                            = aws_iam_access_key.ann.id
    "aws_iam_account_alias.notes"                       = aws_iam_account_alias.notes.id
    "aws_iam_account_password_policy.strict"            = "iam-account-password-policy"
    "aws_iam_group.team"                                = aws_iam_group.team.name
    "aws_iam_group.other"                               = aws_iam_group.other.name
    "aws_iam_group_policies_exclusive.team"             = aws_iam_group.team.name
    "aws_iam_group_policy.team"                         = aws_iam_group_policy.team.id
    "aws_iam_group_policy_attachment.other"             = "${aws_iam_group.other.name}/${aws_iam_policy.read.arn}"
    "aws_iam_group_policy_attachments_exclusive.other"  = aws_iam_group.other.name
    "aws_iam_instance_profile.worker"                   = aws_iam_instance_profile.worker.name
    "aws_iam_openid_connect_provider.builds"            = aws_iam_openid_connect_provider.builds.arn
    "aws_iam_policy.everywhere"                         = aws_iam_policy.everywhere.arn
    "aws_iam_policy.limit"                              = aws_iam_policy.limit.arn
    "aws_iam_policy.read"                               = aws_iam_policy.read.arn
    "aws_iam_role.builder"                              = aws_iam_role.builder.name
    "aws_iam_role.worker"                               = aws_iam_role.worker.name
    "aws_iam_role_policies_exclusive.worker"            = aws_iam_role.worker.name
    "aws_iam_role_policy.worker"                        = aws_iam_role_policy.worker.id
    "aws_iam_role_policy_attachment.managed"            = "${aws_iam_role.worker.name}/${aws_iam_role_policy_attachment.managed.policy_arn}"
    "aws_iam_role_policy_attachment.worker"             = "${aws_iam_role.worker.name}/${aws_iam_policy.read.arn}"
    "aws_iam_role_policy_attachments_exclusive.builder" = aws_iam_role.builder.name
    "aws_iam_saml_provider.office"                      = aws_iam_saml_provider.office.arn
    "aws_iam_service_linked_role.scaling"               = aws_iam_service_linked_role.scaling.arn
    "aws_iam_service_specific_credential.ann"           = aws_iam_service_specific_credential.ann.id
    "aws_iam_signing_certificate.ann"                   = aws_iam_signing_certificate.ann.id
    "aws_iam_user.ann"                                  = aws_iam_user.ann.name
    "aws_iam_user.bob"                                  = aws_iam_user.bob.name
    "aws_iam_organizations_features.root"               = aws_iam_organizations_features.root.id
    "aws_iam_user_group_membership.leaver"              = "${aws_iam_user.leaver.name}/${aws_iam_group.other.name}"
    "aws_iam_user_policies_exclusive.ann"               = aws_iam_user.ann.name
    "aws_iam_user_policy.ann"                           = aws_iam_user_policy.ann.id
    "aws_iam_user_policy_attachment.bob"                = "${aws_iam_user.bob.name}/${aws_iam_policy.read.arn}"
    "aws_iam_user_policy_attachments_exclusive.bob"     = aws_iam_user.bob.name
    "aws_iam_user_ssh_key.ann"                          = "${aws_iam_user.ann.name}:${aws_iam_user_ssh_key.ann.ssh_public_key_id}:SSH"
    "aws_iam_virtual_mfa_device.ann"                    = aws_iam_virtual_mfa_device.ann.arn
  }
}
